package dev.neontasks.schema.migration;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.Connector;
import dev.neontasks.database.pool.DaemonThread;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.changelog.MigrationPart;
import dev.neontasks.schema.changelog.OngoingMigration;
import dev.neontasks.schema.changelog.OngoingMigration.Progress;
import dev.neontasks.schema.lock.Patience;

/**
 * Has the online change sets applied, one copy of the service all of them, while they serve. What fails is tried again, for
 * nobody waits for it.
 */
@Singleton
class OnlineMigration {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private final OngoingMigration ongoing;
    private final Attempts attempts;
    private final LockedMigration migration;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(work -> DaemonThread.of(work, "database-online-migration"));

    @Inject
    OnlineMigration(Connector connector, DatabaseEvidence evidence, OngoingMigration ongoing, Clock clock) {
        this(connector, evidence, ongoing, clock, Migrator.PULSE);
    }

    OnlineMigration(Connector connector, DatabaseEvidence evidence, OngoingMigration ongoing, Clock clock, Duration pulse) {
        this.ongoing = ongoing;
        this.attempts = new Attempts(connector, evidence, clock);
        this.migration = new LockedMigration(MigrationPart.ONLINE, connector, ongoing, pulse);
    }

    void stop(@Observes Shutdown event) {
        thread.shutdownNow();
    }

    /** Goes on in the background until all are applied, by whomever. */
    void begin(ChangeLog changeLog) {
        thread.execute(() -> {
            try {
                untilDone(changeLog);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** A copy that finds another at it looks again later: that one may be killed. */
    void untilDone(ChangeLog changeLog) throws InterruptedException {
        for (var pauses = new LookPauses(); !isDone(changeLog);) {
            Thread.sleep(pauses.next().toMillis());
        }
    }

    private boolean isDone(ChangeLog changeLog) throws InterruptedException {
        try {
            return attempt(changeLog, Patience.of(Duration.ZERO));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warnf("An online change set does not apply, and will be tried again: %s", ChangeLog.reason(e));
            return false;
        }
    }

    /** False when the database is away, or others are at it or in the way for longer than {@code patience}. */
    boolean attempt(ChangeLog changeLog, Patience patience) throws Exception {
        return attempts.once(connection -> {
            var missing = changeLog.gapOf(connection).online().size();
            if (missing > 0) {
                ongoing.at(new Progress(Optional.empty(), 0, missing, Optional.empty()));
                migration.run(changeLog, connection, patience);
            }
            ongoing.over();
            return true;
        });
    }

    /** What the newest attempt failed for. */
    Optional<FailureKind> obstacle() {
        return attempts.obstacle();
    }
}
