package dev.neontasks.schema.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.Connector;
import dev.neontasks.database.pool.DaemonThread;
import dev.neontasks.schema.changelog.MigrationProgress;
import dev.neontasks.schema.changelog.ServerProgress;
import dev.neontasks.schema.lock.MigrationLock;

/**
 * Tells a long change set from a lost connection, which no time-out can: on another connection it asks whether the database
 * still knows of the migration's lock. If not, or if nothing answers for long, it ends the migration's connection.
 */
final class MigrationWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** This many pulses without an answer, and the database is taken to be gone. */
    private static final int PATIENCE = 6;

    private final Connection watched;
    private final MigrationLock lock;
    private final MigrationProgress progress;
    private final Connector connector;
    private final Duration pulse;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(work -> DaemonThread.of(work, "database-migration-watch"));
    private long lastAnswer = System.nanoTime();

    MigrationWatch(Connection watched, MigrationLock lock, MigrationProgress progress, Connector connector, Duration pulse) {
        this.watched = watched;
        this.lock = lock;
        this.progress = progress;
        this.connector = connector;
        this.pulse = pulse;
    }

    /** Looks every pulse until it is closed. */
    void start() {
        thread.scheduleWithFixedDelay(this::look, pulse.toMillis(), pulse.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try (var other = connector.unpooled()) {
            other.setNetworkTimeout(Runnable::run, (int) pulse.toMillis());
            if (!lock.isHeld(other)) {
                giveUp("the database has ended it");
            }
            ServerProgress.of(lock.session(), other).ifPresent(progress::at);
            lastAnswer = System.nanoTime();
        } catch (SQLException | RuntimeException e) {
            var silent = FailureClassifier.of(e).filter(FailureKind.TIMED_OUT::equals).isPresent();
            if (!silent) {
                lastAnswer = System.nanoTime();
            } else if (System.nanoTime() - lastAnswer > pulse.multipliedBy(PATIENCE).toNanos()) {
                giveUp("the database does not answer");
            }
        } finally {
            progress.remind();
        }
    }

    private void giveUp(String why) {
        if (!thread.isShutdown()) {
            thread.shutdown();
            LOG.warnf("The migration gives its connection up, since %s", why);
            try {
                watched.abort(Runnable::run);
            } catch (SQLException e) {
                // It is closed already.
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
