package dev.neontasks.schema.migration;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.Backoff;
import dev.neontasks.database.pool.Connector;
import dev.neontasks.database.pool.CurrentUrl;
import dev.neontasks.database.pool.NoOwnSession;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.changelog.OngoingMigration;
import dev.neontasks.schema.forecast.CannotMigrate;
import dev.neontasks.schema.lock.Patience;

/** Brings the schema up to date once, for somebody who waits for it, whatever DATABASE_MIGRATE_AT_START says. */
public final class SchemaUpdate {

    private SchemaUpdate() {
    }

    /**
     * Returns when all change sets are applied, the online ones too. A database that is away is asked again until
     * {@code patience} is over.
     *
     * @throws DatabaseUnavailable if it is still away then
     * @throws NoOwnSession if it is reached through a pooler alone, and there is something to apply
     * @throws CannotMigrate if a change does not apply
     */
    public static void run(DatabaseSettings settings, Duration patience) throws InterruptedException {
        var clock = Clock.systemUTC();
        var migrating = migrating(settings);
        var evidence = new DatabaseEvidence(clock, migrating);
        var connector = new Connector(new CurrentUrl(migrating), migrating, evidence);
        var schema = new Schema();
        var ongoing = new OngoingMigration();
        var migrator = new Migrator(migrating, connector, new OpenConnections(1, Runnable::run), evidence, schema,
                ongoing, clock);
        var online = new OnlineMigration(connector, evidence, ongoing, clock);
        var backoff = new Backoff();
        var end = Patience.of(patience);
        try {
            var changeLog = ChangeLog.ofService();
            while (!migrator.attempt(changeLog, end) && schema.fault().isEmpty()) {
                if (end.isOver()) {
                    throw new DatabaseUnavailable(migrator.obstacle().orElse(FailureKind.TIMED_OUT), null);
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(end.left().toNanos(), backoff.next().toNanos()));
            }
            migrator.newestHome().require();
            schema.fault().ifPresent(kind -> {
                throw new IllegalStateException(kind.text());
            });
            while (!online.attempt(changeLog, end)) {
                if (end.isOver()) {
                    throw new DatabaseUnavailable(online.obstacle().orElse(FailureKind.TIMED_OUT), null);
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(end.left().toNanos(), backoff.next().toNanos()));
            }
        } catch (InterruptedException | DatabaseUnavailable | NoOwnSession e) {
            throw e;
        } catch (Exception e) {
            throw new CannotMigrate(Explanation.of(e, settings), e);
        }
    }

    /** What the service's role may do, if that is another, is none of its business. */
    private static DatabaseSettings migrating(DatabaseSettings settings) {
        return new DatabaseSettings(settings.unpooled(), settings.unpooled(), settings.poolMax(), settings.wakeBudget(),
                settings.statementTimeout(), settings.searchTimeout(), settings.idleTimeout(), settings.suspendAfter(), true);
    }
}
