package dev.neontasks.schema.migration;

import java.sql.Connection;
import java.time.Duration;

import org.jboss.logging.Logger;

import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.Connector;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.changelog.MigrationPart;
import dev.neontasks.schema.changelog.MigrationProgress;
import dev.neontasks.schema.changelog.OngoingMigration;
import dev.neontasks.schema.lock.MigrationLock;
import dev.neontasks.schema.lock.Patience;

/** Applies the change sets that are missing while it holds the lock of all replicas, and lets nobody else have it before. */
final class LockedMigration {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** A change set that met others begins anew: sooner, it would keep them from their work again and again. */
    private static final int PULSES_FOR_OTHERS = 3;

    private final MigrationPart part;
    private final Connector connector;
    private final OngoingMigration ongoing;
    private final Duration pulse;

    /** @param pulse after which silence is asked about, and waiting is spoken of */
    LockedMigration(MigrationPart part, Connector connector, OngoingMigration ongoing, Duration pulse) {
        this.part = part;
        this.connector = connector;
        this.ongoing = ongoing;
        this.pulse = pulse;
    }

    /** Does nothing if others have done all of it meanwhile. */
    void run(ChangeLog changeLog, Connection connection, Patience patience) throws Exception {
        connector.requireOwnSession();
        var lock = MigrationLock.await(connection, MigrationLock.LEASE, pulse, patience);
        var gap = changeLog.gapOf(connection);
        var missing = part.missing(gap).size();
        if (missing > 0) {
            gap.home().require();
            var answerWithin = connection.getNetworkTimeout();
            var progress = new MigrationProgress(part, missing, ongoing);
            try (var watch = new MigrationWatch(connection, lock, progress, connector, pulse)) {
                watch.start();
                // A change set may take as long as it takes; the watch bounds silence.
                connection.setNetworkTimeout(Runnable::run, 0);
                while (!isApplied(changeLog, connection, progress, patience)) {
                    // The lock is kept: else each replica would disturb the others in turn.
                    Thread.sleep(pauseForOthers().toMillis());
                }
                connection.setAutoCommit(true);
                connection.setNetworkTimeout(Runnable::run, answerWithin);
            }
        }
        ongoing.over();
    }

    /** False when others were in the way, and there is time to try again. */
    private boolean isApplied(ChangeLog changeLog, Connection connection, MigrationProgress progress, Patience patience)
            throws Exception {
        try {
            part.apply(changeLog, connection, progress);
            return true;
        } catch (Exception e) {
            var others = FailureClassifier.of(e).filter(LockedMigration::isOfOthers);
            if (others.isEmpty() || !patience.lasts(pauseForOthers())) {
                throw e;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            LOG.warnf("The migration will be tried again in %d s: %s", pauseForOthers().toSeconds(), others.get().text());
            return false;
        }
    }

    private static boolean isOfOthers(FailureKind kind) {
        return kind == FailureKind.CONTENDED || kind == FailureKind.STATEMENT_TIMED_OUT;
    }

    private Duration pauseForOthers() {
        return pulse.multipliedBy(PULSES_FOR_OTHERS);
    }
}
