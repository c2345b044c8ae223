package dev.neontasks.schema.migration;

import java.time.Clock;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.evidence.SchemaReady;
import dev.neontasks.database.pool.DaemonThread;
import dev.neontasks.database.pool.NoOwnSession;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.changelog.OngoingMigration;
import dev.neontasks.schema.forecast.CannotMigrate;

/**
 * Has the schema brought up to date in the background, beside the start of HTTP. A database that is away is waited for; a
 * change that cannot apply ends the process. After that it looks again whenever a statement says that the schema is not what it
 * was.
 */
@Singleton
class Migration {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** After the settings are checked. */
    private static final int PRIORITY = 1_000;

    private final DatabaseSettings settings;
    private final Migrator migrator;
    private final OnlineMigration online;
    private final Schema schema;
    private final OngoingMigration ongoing;
    private final DatabaseMetrics meter;
    private final Event<SchemaReady> ready;
    private final Clock clock;
    private final Thread thread = DaemonThread.of(this::run, "database-migration");

    Migration(DatabaseSettings settings, Migrator migrator, OnlineMigration online, Schema schema,
            OngoingMigration ongoing, DatabaseMetrics meter, Event<SchemaReady> ready, Clock clock) {
        this.settings = settings;
        this.migrator = migrator;
        this.online = online;
        this.schema = schema;
        this.ongoing = ongoing;
        this.meter = meter;
        this.ready = ready;
        this.clock = clock;
    }

    /** First of what observes the start: connecting goes on beside the rest. */
    void start(@Observes @Priority(PRIORITY) StartupEvent event) {
        thread.start();
    }

    void stop(@Observes Shutdown event) {
        thread.interrupt();
    }

    private void run() {
        try {
            var changeLog = ChangeLog.ofService();
            ongoing.onProgress(this::count);
            migrator.untilReady(changeLog);
            count();
            ready.fire(new SchemaReady(changeLog.newest()));
            while (true) {
                if (migrator.leavesSome()) {
                    online.begin(changeLog);
                }
                schema.awaitDoubt();
                migrator.untilReadyAgain(changeLog);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (NoOwnSession e) {
            LOG.errorf("The schema cannot be migrated: %s", e.getMessage());
            Quarkus.asyncExit(NoOwnSession.EXIT_CODE);
        } catch (Exception e) {
            LOG.errorf("The schema cannot be migrated: %s", explained(e));
            Quarkus.asyncExit(CannotMigrate.EXIT_CODE);
        }
    }

    /** A long one keeps the database awake all the time. */
    private void count() {
        var now = clock.instant();
        meter.used(DatabaseMetrics.Use.MIGRATION, now, now);
    }

    private String explained(Exception failure) {
        try {
            return Explanation.of(failure, settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ChangeLog.reason(failure);
        }
    }
}
