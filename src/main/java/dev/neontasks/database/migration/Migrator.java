package dev.neontasks.database.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.Backoff;
import dev.neontasks.database.pool.Connector;

/** Brings the schema up to date through a direct connection of its own, or waits until somebody else has. */
@Singleton
class Migrator {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** Longest wait for an answer to anything but a change set. */
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PULSE = Duration.ofSeconds(10);
    /** A change set that met others begins anew: sooner, it would keep them from their work again and again. */
    private static final int PULSES_FOR_OTHERS = 3;

    private final DatabaseSettings settings;
    private final Connector connector;
    private final DatabaseEvidence evidence;
    private final Schema schema;
    private final Clock clock;
    private final Duration pulse;
    private volatile Optional<FailureKind> obstacle = Optional.empty();

    @Inject
    Migrator(DatabaseSettings settings, Connector connector, DatabaseEvidence evidence, Schema schema, Clock clock) {
        this(settings, connector, evidence, schema, clock, PULSE);
    }

    Migrator(DatabaseSettings settings, Connector connector, DatabaseEvidence evidence, Schema schema, Clock clock,
            Duration pulse) {
        this.settings = settings;
        this.connector = connector;
        this.evidence = evidence;
        this.schema = schema;
        this.clock = clock;
        this.pulse = pulse;
    }

    /** Returns when the schema is ready, however long the database or somebody else takes; throws when it cannot be. */
    void untilReady(ChangeLog changeLog) throws Exception {
        var backoff = new Backoff();
        while (!attempt(changeLog)) {
            Thread.sleep(pause(backoff).toMillis());
        }
    }

    /** How long to wait after an attempt that failed. */
    Duration pause(Backoff backoff) {
        return obstacle.filter(FailureKind::isAnswer).map(kind -> pauseForOthers()).orElseGet(backoff::next);
    }

    private Duration pauseForOthers() {
        return pulse.multipliedBy(PULSES_FOR_OTHERS);
    }

    /** False when the database is away, or when somebody else is to migrate it and has not yet. */
    boolean attempt(ChangeLog changeLog) throws Exception {
        LOG.debug("Connecting to migrate");
        obstacle = Optional.empty();
        var begun = clock.instant();
        Connection connection;
        try {
            connection = connector.unpooled();
        } catch (SQLException | RuntimeException e) {
            passOver(e, begun);
            return false;
        }
        try (connection) {
            return isReady(changeLog, connection);
        } catch (Exception e) {
            // Newer than the answer to the login.
            passOver(e, clock.instant());
            return false;
        }
    }

    /** What the newest attempt failed for, unless somebody else is to migrate. */
    Optional<FailureKind> obstacle() {
        return obstacle;
    }

    /** Throws {@code failure} unless it may pass. */
    private void passOver(Exception failure, Instant begun) throws Exception {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        var meaning = FailureClassifier.of(failure);
        if (meaning.isEmpty() || meaning.get().isWriteRefused()) {
            throw failure;
        }
        var kind = meaning.get();
        obstacle = meaning;
        if (kind.isAnswer()) {
            LOG.warnf("The migration will be tried again in %d s: %s", pauseForOthers().toSeconds(), kind.text());
        } else {
            evidence.failed(kind, begun);
        }
    }

    private boolean isReady(ChangeLog changeLog, Connection connection) throws Exception {
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
        var gap = changeLog.gapOf(connection);
        if (!gap.missing().isEmpty() && settings.migrateAtStart()) {
            migrate(changeLog, connection);
            gap = changeLog.gapOf(connection);
        }
        if (!gap.missing().isEmpty()) {
            return false;
        }
        schema.ready(changeLog.newest());
        LOG.infof("Schema ready: %s%s", changeLog.newest(), gap.unknown().isEmpty() ? ""
                : "; it is newer than this version of the service, which does not know " + gap.unknown().size()
                        + " of its changes");
        return true;
    }

    private void migrate(ChangeLog changeLog, Connection connection) throws Exception {
        var lock = MigrationLock.await(connection, MigrationLock.LEASE, pulse);
        var missing = changeLog.gapOf(connection).missing().size();
        if (missing > 0) {
            var progress = new MigrationProgress(missing);
            try (var watch = new MigrationWatch(connection, lock, progress, connector, pulse)) {
                watch.start();
                // A change set may take as long as it takes; the watch bounds silence.
                connection.setNetworkTimeout(Runnable::run, 0);
                changeLog.apply(connection, progress);
                connection.setAutoCommit(true);
                connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
            }
        }
    }
}
