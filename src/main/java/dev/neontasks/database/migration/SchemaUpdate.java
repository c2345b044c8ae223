package dev.neontasks.database.migration;

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

/** Brings the schema up to date once, for somebody who waits for it, whatever DATABASE_MIGRATE_AT_START says. */
public final class SchemaUpdate {

    private SchemaUpdate() {
    }

    /**
     * Returns when the schema is ready. A database that is away is asked again until {@code patience} is over.
     *
     * @throws DatabaseUnavailable if it is still away then
     * @throws CannotMigrate if a change does not apply
     */
    public static void run(DatabaseSettings settings, Duration patience) throws InterruptedException {
        var clock = Clock.systemUTC();
        var evidence = new DatabaseEvidence(clock, settings);
        var connector = new Connector(new CurrentUrl(settings), settings, evidence);
        var migrator = new Migrator(migrating(settings), connector, evidence, new Schema(), clock);
        var backoff = new Backoff();
        var end = System.nanoTime() + patience.toNanos();
        try {
            var changeLog = ChangeLog.read(ChangeLog.FILE);
            while (!migrator.attempt(changeLog)) {
                var left = end - System.nanoTime();
                if (left <= 0) {
                    throw new DatabaseUnavailable(migrator.obstacle().orElse(FailureKind.TIMED_OUT), null);
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(left, migrator.pause(backoff).toNanos()));
            }
        } catch (InterruptedException | DatabaseUnavailable e) {
            throw e;
        } catch (Exception e) {
            throw new CannotMigrate(ChangeLog.reason(e), e);
        }
    }

    private static DatabaseSettings migrating(DatabaseSettings settings) {
        return new DatabaseSettings(settings.url(), settings.unpooled(), settings.poolMax(), settings.wakeBudget(),
                settings.statementTimeout(), settings.searchTimeout(), settings.idleTimeout(), settings.suspendAfter(), true);
    }
}
