package dev.neontasks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

/**
 * The connections there are to the pool's database, and which of them may be used again. They are made in generations: when one
 * breaks, or the login changes, all of its generation are suspect and none is given out once more.
 */
@Singleton
class OpenConnections {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);

    private record Origin(int generation, long madeAt) {
    }

    private final Map<Connection, Origin> open = new ConcurrentHashMap<>();
    private final AtomicInteger generation = new AtomicInteger();

    int count() {
        return open.size();
    }

    int generation() {
        return generation.get();
    }

    /** One that began to be made in {@code generation}. */
    void add(Connection connection, int generation) {
        open.put(connection, new Origin(generation, System.nanoTime()));
    }

    boolean isUsable(Connection connection) {
        var origin = open.get(connection);
        return origin != null && origin.generation == generation.get()
                && System.nanoTime() - origin.madeAt < LONGEST_LIFE.toNanos();
    }

    /** Ends {@code suspect}, if it is still the present one. */
    void retire(int suspect) {
        generation.compareAndSet(suspect, suspect + 1);
    }

    void retireAll() {
        generation.incrementAndGet();
    }

    /** Somebody else closes it. */
    void remove(Connection connection) {
        open.remove(connection);
    }

    /** Those that were closed by whoever used them. */
    void removeClosed() {
        open.keySet().removeIf(OpenConnections::isClosed);
    }

    void close(Connection connection) {
        open.remove(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken, which is why it is closed.
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
