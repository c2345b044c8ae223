package dev.neontasks.schema.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * A PostgreSQL session advisory lock: whoever holds it is the only one to migrate, and it dies with its connection, however
 * that ends. Needs a direct connection: behind a transaction pooler it would belong to nobody.
 *
 * @param session the server's number of the session that holds it
 */
public record MigrationLock(int session) {

    /** How long the server keeps the lock for a session that asks nothing: such a migration hangs, or is gone unnoticed. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private static final int POLL_MILLIS = 250;

    /** {@code lock_not_available}. */
    private static final String NOT_AVAILABLE = "55P03";

    /** "neontask" in ASCII: the same for all versions of this service, unlike anybody else's. */
    private static final long KEY = 0x6e656f6e7461736bL;

    private static final String HOLDERS = """
            FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND classid::bigint << 32 | objid::bigint = ?
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    /**
     * Lets a statement take its time, but not wait for long while others queue behind it; and the server end what nobody is
     * behind any more: within seconds, or the lease.
     */
    private static final String LIMITS = """
            SELECT set_config(name, value, false) FROM pg_settings JOIN (VALUES
            ('client_connection_check_interval', '2s'), ('idle_session_timeout', ?), ('idle_in_transaction_session_timeout', ?),
            ('statement_timeout', '0'), ('transaction_timeout', '0'), ('lock_timeout', '2s'),
            ('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '4'))
            AS wanted (name, value) USING (name)""";

    /**
     * Returns when the session holds the lock, and says meanwhile, every {@code pulse}, who has it. Fails as what is contended
     * does when {@code patience} is over before.
     */
    public static MigrationLock await(Connection connection, Duration lease, Duration pulse, Patience patience)
            throws SQLException, InterruptedException {
        limit(connection, lease);
        var begun = System.nanoTime();
        var nextWord = begun;
        for (var taken = take(connection);; taken = take(connection)) {
            if (taken.isPresent()) {
                return taken.get();
            }
            if (System.nanoTime() - nextWord >= 0) {
                LOG.infof("Waiting for another replica to migrate the schema, for %d s now: %s",
                        Duration.ofNanos(System.nanoTime() - begun).toSeconds(), holder(connection));
                nextWord += pulse.toNanos();
            }
            if (patience.isOver()) {
                throw new SQLException("another replica is migrating the schema", NOT_AVAILABLE);
            }
            // Not a waiting lock: it would outlast its own replica.
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Whether the database still knows of it, asked on another connection. */
    public boolean isHeld(Connection other) throws SQLException {
        try (var statement = other.prepareStatement("SELECT 1 " + HOLDERS + " AND pid = ?")) {
            statement.setLong(1, KEY);
            statement.setInt(2, session);
            try (var found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void limit(Connection connection, Duration lease) throws SQLException {
        try (var statement = connection.prepareStatement(LIMITS)) {
            statement.setString(1, lease.toMillis() + "ms");
            statement.setString(2, lease.toMillis() + "ms");
            statement.executeQuery().close();
        }
    }

    private static Optional<MigrationLock> take(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_backend_pid() WHERE pg_try_advisory_lock(?)")) {
            statement.setLong(1, KEY);
            try (var taken = statement.executeQuery()) {
                return taken.next() ? Optional.of(new MigrationLock(taken.getInt(1))) : Optional.empty();
            }
        }
    }

    /** Whose it is, for an operator. */
    public static String holder(Connection connection) throws SQLException {
        var sql = "SELECT pid, round(extract(epoch FROM clock_timestamp() - backend_start)), coalesce(state, 'unknown'),"
                + " coalesce(round(extract(epoch FROM clock_timestamp() - state_change)), 0)"
                + " FROM pg_stat_activity WHERE pid IN (SELECT pid " + HOLDERS + ")";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            try (var found = statement.executeQuery()) {
                return found.next() ? "its session %d is %d s old, and %s for %d s".formatted(found.getInt(1), found.getInt(2),
                        found.getString(3), found.getInt(4)) : "it is just done";
            }
        }
    }

    /** Whether some session, this one too, holds the lock. Takes nothing. */
    public static boolean isHeldByAnybody(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT 1 " + HOLDERS)) {
            statement.setLong(1, KEY);
            try (var found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
