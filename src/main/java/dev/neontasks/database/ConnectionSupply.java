package dev.neontasks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.neontasks.database.Attempts.Attempt;

/**
 * Makes the pool's connections beside it, a few at the same time and never more than the pool may hold. The pool alone would
 * make them one after another, each some seven network round trips, and wait behind one that hangs.
 */
@Singleton
class ConnectionSupply {

    /** What connections are made for. */
    interface Demand {

        /** How many more could be used right now; negative when there are too many. */
        int lacking();

        /** There is one more. */
        void made();

        /** An attempt begun at {@code begun} came to nothing. */
        void failed(FailureKind kind, Instant begun);
    }

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_HAND_OVER = Duration.ofSeconds(1);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Connector connector;
    private final OpenConnections connections;
    private final DatabaseMeter meter;
    private final Clock clock;
    private final int max;
    private final Random random = new Random();
    private final ExecutorService threads = Executors
            .newCachedThreadPool(work -> DaemonThread.of(work, "database-connection"));
    private final HandOver handOver = new HandOver();
    private final Attempts underway = new Attempts();
    private @Nullable Demand demand;
    private boolean pausing;
    private volatile @Nullable FailureKind failure;

    ConnectionSupply(Connector connector, OpenConnections connections, DatabaseMeter meter, DatabaseSettings settings,
            Clock clock) {
        this.connector = connector;
        this.connections = connections;
        this.meter = meter;
        this.clock = clock;
        this.max = settings.poolMax();
    }

    synchronized void serve(Demand demand) {
        this.demand = demand;
    }

    /** Why the newest attempt failed, if none has succeeded since. */
    Optional<FailureKind> failure() {
        return Optional.ofNullable(failure);
    }

    /** Begins to make what is lacking. */
    void grow() {
        grow(0);
    }

    private synchronized void grow(int least) {
        if (pausing || demand == null) {
            return;
        }
        for (var due = underway.due(Math.max(demand.lacking(), least), max - connections.total(),
                failure != null); due > 0; due--) {
            start(demand);
        }
    }

    /** For the pool, on its own thread: one that is made, or soon will be. */
    Connection take() throws SQLException {
        var deadline = System.nanoTime() + LONGEST_HAND_OVER.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                if (!isAnyComing()) {
                    grow(1);
                }
                if (!isAnyComing()) {
                    // No room: the pool still has to close what it has let go of, on this very thread.
                    break;
                }
                var connection = handOver.poll(GLANCE);
                if (connection.isPresent()) {
                    return connection.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new NoConnection();
    }

    private synchronized boolean isAnyComing() {
        return !handOver.isEmpty() || !underway.isEmpty();
    }

    private void start(Demand demand) {
        var attempt = underway.begin();
        try {
            threads.execute(() -> make(attempt, demand));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The service ends, or there is no memory for a thread right now.
            underway.end(attempt);
        }
    }

    private void make(Attempt attempt, Demand demand) {
        var begun = clock.instant();
        var generation = connections.generation();
        try {
            var connection = connector.pooled();
            meter.created(attempt.age());
            synchronized (this) {
                underway.end(attempt);
                connections.add(connection, generation);
                handOver.announce();
                failure = null;
            }
            handOver(connection, demand);
        } catch (SQLException | RuntimeException | Error e) {
            var kind = FailureMeaning.of(e).orElse(FailureKind.NOT_ADMITTED);
            var first = failed(attempt, kind);
            // One of an earlier generation may have failed for what is mended since, such as the old password.
            try {
                if (generation == connections.generation()) {
                    demand.failed(kind, begun);
                }
            } finally {
                if (first) {
                    pause();
                }
            }
        }
    }

    private void handOver(Connection connection, Demand demand) {
        try {
            demand.made();
            grow();
        } finally {
            if (!handOver.offer(connection)) {
                connections.close(connection);
            }
        }
    }

    /** Says whether it is the one after which to pause. */
    private synchronized boolean failed(Attempt attempt, FailureKind kind) {
        underway.end(attempt);
        failure = kind;
        var first = !pausing;
        pausing = true;
        return first;
    }

    /** Not too regular, so that replicas spread. */
    private void pause() {
        try {
            Thread.sleep(random.nextLong(LONGEST_PAUSE.toMillis() / 4, LONGEST_PAUSE.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            pausing = false;
        }
        grow();
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
