package dev.neontasks.database.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.hibernate.SessionFactory;

import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.database.work.Places.Place;

import javax.sql.DataSource;

/**
 * Takes a connection of the pool, an idle one or one that is made in this very thread, and serves the queue with it until
 * nobody waits or it is of no more use; then gives it back, and only then looks once more.
 */
final class Worker implements Runnable {

    private static final int LONGEST_PAUSE_MILLIS = 300;

    private final Place place;
    private final WorkQueue queue;
    private final Outcomes outcomes;
    private final DataSource dataSource;
    private final SessionFactory sessions;
    private final OpenConnections connections;
    private final Clock clock;
    /** The clock is asked once between two pieces. */
    private Instant now = Instant.MIN;

    Worker(Place place, WorkQueue queue, Outcomes outcomes, DataSource dataSource, SessionFactory sessions,
            OpenConnections connections, Clock clock) {
        this.place = place;
        this.queue = queue;
        this.outcomes = outcomes;
        this.dataSource = dataSource;
        this.sessions = sessions;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (isToGoOn()) {
                // with another connection
            }
        } catch (RuntimeException | Error e) {
            // Such as no memory, where nothing else is expected to fail.
            queue.abandon(place).forEach(work -> work.fail(e));
            throw e;
        }
    }

    private boolean isToGoOn() {
        var begun = clock.instant();
        var generation = connections.generation();
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException | RuntimeException | Error e) {
            return isToTryAgain(e, begun, generation);
        }
        serve(connection, generation);
        return queue.isNeededAgain(place);
    }

    private void serve(Connection connection, int generation) {
        try (connection) {
            now = clock.instant();
            for (var next = queue.take(place, generation, now); next.isPresent();) {
                var work = next.get();
                var answer = run(work, connection, generation);
                next = queue.next(place, answer.isEmpty(), now);
                answer.ifPresent(Runnable::run);
            }
        } catch (SQLException e) {
            // It could not be given back: the pool has let go of it.
        }
    }

    /** Returns what gives the answer; nothing if it is to run again. Throws nothing, for what is next must run. */
    private <T> Optional<Runnable> run(Work<T> work, Connection connection, int generation) {
        // What is left of an interruption was meant for the work before.
        Thread.interrupted();
        outcomes.begins(work);
        var begun = now;
        try {
            var result = work.run(sessions, connection);
            now = clock.instant();
            return outcomes.answered(work, result, now);
        } catch (Throwable e) {
            now = clock.instant();
            return outcomes.failed(work, e, begun, now, generation);
        }
    }

    private boolean isToTryAgain(Throwable failure, Instant begun, int generation) {
        // What has none is of the pool itself, such as that it ends, and says nothing of the database.
        var kind = FailureClassifier.of(failure)
                .or(() -> failure instanceof SQLException ? Optional.empty() : Optional.of(FailureKind.NOT_ADMITTED));
        var isFirst = queue.hasFailed(place, kind);
        var isNeeded = false;
        try {
            kind.filter(known -> !Thread.currentThread().isInterrupted())
                    .ifPresent(known -> outcomes.notConnected(known, begun, generation));
        } finally {
            isNeeded = isFirst && pause() && queue.resume(place);
        }
        return isNeeded;
    }

    /** Not too regular, so that replicas spread. */
    private static boolean pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS / 4, LONGEST_PAUSE_MILLIS));
            return true;
        } catch (InterruptedException e) {
            // The service ends.
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
