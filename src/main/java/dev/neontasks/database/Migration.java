package dev.neontasks.database;

import java.time.Clock;
import java.util.Random;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;

/**
 * Brings the schema up to date in the background, after HTTP is up, through one direct connection of its own. A database
 * that is away is waited for; a change that cannot apply ends the process.
 */
@Singleton
class Migration {

    /** {@code EX_DATAERR} of {@code sysexits.h}. */
    static final int CANNOT_APPLY = 65;

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private final DatabaseSettings settings;
    private final Connector connector;
    private final DatabaseEvidence evidence;
    private final Schema schema;
    private final Prober prober;
    private final Clock clock;
    private final Thread thread = Verification.daemon(this::run, "database-migration");

    Migration(DatabaseSettings settings, Connector connector, DatabaseEvidence evidence, Schema schema, Prober prober,
            Clock clock) {
        this.settings = settings;
        this.connector = connector;
        this.evidence = evidence;
        this.schema = schema;
        this.prober = prober;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes Shutdown event) {
        thread.interrupt();
    }

    private void run() {
        var backoff = new Backoff(new Random());
        try {
            while (!attempt()) {
                backoff.sleep();
            }
            prober.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.errorf("The schema cannot be migrated: %s", ChangeLog.reason(e));
            Quarkus.asyncExit(CANNOT_APPLY);
        }
    }

    /** False when the database is away, or nobody has migrated it yet; throws when it cannot be migrated. */
    private boolean attempt() throws Exception {
        LOG.debug("Connecting to migrate");
        var begun = clock.instant();
        try (var connection = connector.unpooled(); var changeLog = new ChangeLog(connection)) {
            if (settings.migrateAtStart()) {
                MigrationLock.await(connection);
                changeLog.update();
            } else if (!changeLog.isApplied()) {
                return false;
            }
            schema.ready(changeLog.newest());
            LOG.infof("Schema ready: %s", changeLog.newest());
            return true;
        } catch (Exception e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            var kind = FailureMeaning.of(e);
            if (kind.isEmpty()) {
                throw e;
            }
            evidence.failed(kind.get(), begun);
            return false;
        }
    }
}
