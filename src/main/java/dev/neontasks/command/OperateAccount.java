package dev.neontasks.command;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.neontasks.command.account.AccountHand;
import dev.neontasks.command.account.AccountHand.Deed;
import dev.neontasks.command.account.AccountHand.Done;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.Backoff;
import dev.neontasks.database.pool.DirectAccess;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.PublicUrl;
import dev.neontasks.schema.lock.Patience;

/** Shows somebody's account to the operator, or does something to it first: 1 when there is none. */
record OperateAccount(String email, Deed deed, PrintStream out, PrintStream err) implements Command {

    private static final int NONE = 1;

    @Override
    public int run(Environment environment) throws InterruptedException {
        var settings = DatabaseSettings.of(environment);
        var page = environment.get(PublicUrl.VARIABLE);
        if (deed == Deed.RESET_LINK && page.isEmpty()) {
            throw new ConfigurationFault(PublicUrl.VARIABLE.name(),
                    "is not set; a link begins with where people reach the page, like https://tasks.example.com");
        }
        try {
            return done(settings).map(done -> {
                out.print(deed == Deed.SHOW ? "" : deed.text() + "\n");
                done.token().ifPresent(token -> out.println(page.orElseThrow().link("reset", token)));
                out.print(done.state().text());
                return 0;
            }).orElseGet(() -> {
                err.println("neon-tasks: there is no account with this e-mail address");
                return NONE;
            });
        } catch (DatabaseUnavailable e) {
            err.println("neon-tasks: the account could not be reached: " + e.kind().text());
            return Migrate.AWAY;
        }
    }

    /** A database that wakes is waited for as by a request. */
    private Optional<Done> done(DatabaseSettings settings) throws InterruptedException {
        var access = new DirectAccess(settings);
        var end = Patience.of(settings.wakeBudget());
        for (var backoff = new Backoff();;) {
            try (var connection = access.likeThePool()) {
                return new AccountHand(connection, email).does(deed);
            } catch (SQLException e) {
                var kind = FailureClassifier.of(e).orElse(FailureKind.CONNECTION_LOST);
                if (!kind.isTransient() || end.isOver()) {
                    throw new DatabaseUnavailable(kind, e);
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(end.left().toNanos(), backoff.next().toNanos()));
            }
        }
    }
}
