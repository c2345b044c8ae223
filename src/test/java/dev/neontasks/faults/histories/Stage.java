package dev.neontasks.faults.histories;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.simulator.PgBouncer;

/** Copies of the service over one database, and a pooler before it for those that want one. */
final class Stage implements AutoCloseable {

    /** How a copy comes to the database, with how many connections at most, and for how long a statement may take. */
    record Way(boolean isPooled, int connections, String statementTimeout) {

        /** So that what a busy machine makes of a fault ends no request. */
        private static final String PATIENCE = "30s";

        static Way direct(int connections) {
            return new Way(false, connections, PATIENCE);
        }

        static Way pooled(int connections) {
            return new Way(true, connections, PATIENCE);
        }

        /** With the shortest time-out there is. */
        Way impatient() {
            return new Way(isPooled, connections, "1s");
        }
    }

    private static final String ROLE = "neondb_owner";

    final EmbeddedDatabase database = EmbeddedDatabase.temporary();
    final Optional<PgBouncer> pooler;
    final List<Copy> copies = new ArrayList<>();
    private int passwords;

    Stage(Way... ways) {
        pooler = List.of(ways).stream().anyMatch(Way::isPooled) ? Optional.of(PgBouncer.before(database)) : Optional.empty();
        var key = Keys.ecPem();
        try {
            for (var way : ways) {
                copies.add(new Copy(way.isPooled() ? throughPooler() : database.url(), way.isPooled(),
                        database.url(),
                        Map.of("JWT_SIGNING_KEY", key, "SIGN_UP_LIMIT", "1000000/1m", "DATABASE_POOL_MAX",
                                Integer.toString(way.connections()), "DATABASE_STATEMENT_TIMEOUT", way.statementTimeout(),
                                "DATABASE_WAKE_BUDGET", Way.PATIENCE)));
            }
            copies.forEach(Copy::ready);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** To one that there never was. The server has it at once, PgBouncer with it, and the copies' files say so. */
    void changePassword() throws SQLException {
        var password = "changed" + ++passwords;
        Sql.run(database, "postgres", "alter role " + ROLE + " password '" + password + "'");
        pooler.ifPresent(bouncer -> bouncer.changePassword(password));
        copies.forEach(copy -> copy.changePassword(password));
    }

    private String throughPooler() {
        return pooler.orElseThrow().namelessUrl();
    }

    @Override
    public void close() {
        copies.forEach(Copy::close);
        pooler.ifPresent(PgBouncer::close);
        database.close();
    }
}
