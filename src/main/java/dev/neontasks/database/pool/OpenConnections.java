package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.neontasks.database.DatabaseSettings;

/**
 * Counts the connections there are to the pool's database, each from the attempt to make it to its real end: never more than
 * DATABASE_POOL_MAX, though the pool itself no longer counts what it has begun to close. They are made in generations: when one
 * breaks, or the login changes, all of its generation are suspect, and are not used again.
 */
@Singleton
public class OpenConnections {

    /** How a connection is made. */
    @FunctionalInterface
    interface Maker {

        Connection make() throws SQLException;
    }

    /** {@code too_many_connections}: there will be room when others have come to their end. */
    private static final String NO_ROOM = "53300";
    /** Longest wait for the end of another. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int GLANCES = 100;

    private final Semaphore room;
    private final Executor closing;
    /** In one piece, so that whoever counts while one comes or goes counts it once. */
    private final AtomicReference<ConnectionTally> tally = new AtomicReference<>(ConnectionTally.NONE);
    private volatile Runnable whenRetired = OpenConnections::nothing;
    private volatile Runnable whenEnded = OpenConnections::nothing;

    @Inject
    OpenConnections(DatabaseSettings settings, CurrentUrl location) {
        this(settings.poolMax(), Executors.newCachedThreadPool(work -> DaemonThread.of(work, "database-connection-end")));
        location.tell(this::retireAll);
    }

    /** @param closing where connections are closed, which takes as long as a silent peer lets it */
    public OpenConnections(int max, Executor closing) {
        this.room = new Semaphore(max);
        this.closing = closing;
    }

    /**
     * @param whenRetired called when those of the generation before are not used again
     * @param whenEnded called when there is one less to count
     */
    public void tell(Runnable whenRetired, Runnable whenEnded) {
        this.whenRetired = whenRetired;
        this.whenEnded = whenEnded;
    }

    /** Those that are made and not given up. */
    public int count() {
        return tally.get().open().size();
    }

    /** Those of them that may be used again, as far as is known without asking the server. */
    public int usable() {
        return tally.get().usable();
    }

    /** Those that are given up and not closed yet. */
    public int ending() {
        return tally.get().ending();
    }

    /** All of these. */
    public int total() {
        var now = tally.get();
        return now.open().size() + now.ending();
    }

    public int generation() {
        return tally.get().generation();
    }

    /** One more, made in this thread. Waits a moment for the end of another when there are as many as there may be. */
    Connection make(Maker maker) throws SQLException {
        awaitRoom();
        var begun = generation();
        try {
            var connection = maker.make();
            tally.updateAndGet(now -> now.made(connection, begun));
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            room.release();
            throw e;
        }
    }

    /** Whether it may be used, as far as is known without asking the server. */
    boolean isUsable(Connection connection) {
        return tally.get().isUsable(connection);
    }

    /** Ends {@code suspect}, if it is still the present one. */
    public void retire(int suspect) {
        if (tally.getAndUpdate(now -> now.retired(suspect)).generation() == suspect) {
            whenRetired.run();
        }
    }

    void retireAll() {
        retire(generation());
    }

    /**
     * Closes it in a thread of its own, unless that is under way; until it is closed, it counts. Returns when that has begun:
     * the pool closes it, too, and then need not wait for a silent peer.
     */
    void close(Connection connection) {
        if (!tally.getAndUpdate(now -> now.givenUp(connection)).open().containsKey(connection)) {
            return;
        }
        try {
            closing.execute(() -> end(connection));
        } catch (OutOfMemoryError e) {
            // There is no memory for a thread right now.
            end(connection);
        }
        for (var glance = 0; glance < GLANCES && !isClosed(connection); glance++) {
            LockSupport.parkNanos(200_000);
        }
    }

    /** The same with all that whoever used them has closed, as the driver does with what broke. */
    void closeClosed() {
        tally.get().open().keySet().stream().filter(OpenConnections::isClosed).forEach(this::close);
    }

    private void awaitRoom() throws SQLException {
        try {
            if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("There are as many connections as there may be", NO_ROOM);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted before a connection was made", NO_ROOM, e);
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private static void nothing() {
    }

    private void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken, which is why it is closed.
        } finally {
            tally.updateAndGet(ConnectionTally::closed);
            room.release();
        }
        whenEnded.run();
    }
}
