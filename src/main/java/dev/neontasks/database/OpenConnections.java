package dev.neontasks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import jakarta.inject.Singleton;

/**
 * The connections there are to the pool's database, and which of them may be used again. They are made in generations: when one
 * breaks, or the login changes, all of its generation are suspect. Those that nobody uses at that moment are closed at once, so
 * that {@link #count} never promises what the pool would not give out; the others as soon as they are given back.
 */
@Singleton
class OpenConnections {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);

    private static final class Origin {

        private final int generation;
        private final long madeAt = System.nanoTime();
        /** In the pool, with nobody using it or about to: a new one is on its way there. */
        private boolean idle;

        Origin(int generation) {
            this.generation = generation;
        }
    }

    private final Map<Connection, Origin> open = new HashMap<>();
    private final Executor closing;
    private volatile int generation;
    /** Of {@link #open}, for readers without the lock. */
    private volatile int count;
    private int beingClosed;

    OpenConnections() {
        this(Executors.newCachedThreadPool(work -> DaemonThread.of(work, "database-connection-end")));
    }

    /** @param closing where connections are closed, which takes as long as a silent peer lets it */
    OpenConnections(Executor closing) {
        this.closing = closing;
    }

    int count() {
        return count;
    }

    /** With those that are being closed. */
    synchronized int total() {
        return open.size() + beingClosed;
    }

    int generation() {
        return generation;
    }

    /** One that began to be made in {@code generation}. */
    synchronized void add(Connection connection, int generation) {
        open.put(connection, new Origin(generation));
        counted();
    }

    /** Whether {@code connection} may be used now, by one user until it is given back. */
    synchronized boolean lend(Connection connection) {
        var origin = open.get(connection);
        if (origin == null || !isUsable(origin)) {
            return false;
        }
        origin.idle = false;
        return true;
    }

    /** Whether {@code connection} may be lent again. */
    synchronized boolean giveBack(Connection connection) {
        var origin = open.get(connection);
        if (origin == null || !isUsable(origin)) {
            return false;
        }
        origin.idle = true;
        return true;
    }

    /** Ends {@code suspect}, if it is still the present one. */
    void retire(int suspect) {
        closeAll(retired(suspect));
    }

    void retireAll() {
        retire(generation);
    }

    /** Those that were closed by whoever used them. */
    synchronized void removeClosed() {
        open.keySet().removeIf(OpenConnections::isClosed);
        counted();
    }

    /** Unless that is under way. */
    void close(Connection connection) {
        closeAll(leaving(List.of(connection)));
    }

    /** The same, and returns when it is closed. */
    void closeNow(Connection connection) {
        leaving(List.of(connection)).forEach(this::end);
    }

    private void closeAll(List<Connection> leaving) {
        leaving.forEach(connection -> {
            try {
                closing.execute(() -> end(connection));
            } catch (OutOfMemoryError e) {
                // There is no memory for a thread right now.
                end(connection);
            }
        });
    }

    private void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken, which is why it is closed.
        } finally {
            synchronized (this) {
                beingClosed--;
            }
        }
    }

    /** Those of {@code connections} that are still there. */
    private synchronized List<Connection> leaving(List<Connection> connections) {
        var leaving = connections.stream().filter(connection -> open.remove(connection) != null).toList();
        beingClosed += leaving.size();
        counted();
        return leaving;
    }

    private synchronized List<Connection> retired(int suspect) {
        if (suspect != generation) {
            return List.of();
        }
        generation = suspect + 1;
        var idle = new ArrayList<Connection>();
        open.forEach((connection, origin) -> {
            if (origin.idle) {
                idle.add(connection);
            }
        });
        return leaving(idle);
    }

    private boolean isUsable(Origin origin) {
        return origin.generation == generation && System.nanoTime() - origin.madeAt < LONGEST_LIFE.toNanos();
    }

    private void counted() {
        count = open.size();
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
