package dev.neontasks.schema.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.Connector;

/** Something is tried on a direct connection of its own, and what fails is told from what may pass. */
final class Attempts {

    interface Work {
        boolean on(Connection connection) throws Exception;
    }

    /** Longest wait for an answer to anything but a change set. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Connector connector;
    private final DatabaseEvidence evidence;
    private final Clock clock;
    private volatile Optional<FailureKind> obstacle = Optional.empty();

    Attempts(Connector connector, DatabaseEvidence evidence, Clock clock) {
        this.connector = connector;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** What {@code work} says; false when it fails for what may pass. */
    boolean once(Work work) throws Exception {
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
            connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
            return work.on(connection);
        } catch (Exception e) {
            // Newer than the answer to the login.
            passOver(e, clock.instant());
            return false;
        }
    }

    /** What the newest one failed for, if that may pass. */
    Optional<FailureKind> obstacle() {
        return obstacle;
    }

    /** Throws {@code failure} unless it may pass. */
    private void passOver(Exception failure, Instant begun) throws Exception {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        var meaning = FailureClassifier.of(failure);
        if (meaning.isEmpty() || meaning.get().isWriteRefused() || meaning.get().isOfSchema()
                || meaning.get() == FailureKind.ENCODING_UNFIT) {
            throw failure;
        }
        obstacle = meaning;
        if (!meaning.get().isAnswer()) {
            evidence.failed(meaning.get(), begun);
        }
    }
}
