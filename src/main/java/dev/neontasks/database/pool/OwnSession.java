package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;

import dev.neontasks.database.url.Endpoint;

/**
 * Tells a connection to the server, with a session of its own, from one to a pooler: the number of the session that the server
 * says is not the one that was said at the login, for a pooler makes that up. PgBouncer draws it at random, in each of its
 * modes, and so also where it keeps a session for each client.
 */
final class OwnSession {

    /** As long as a change set waits for a lock, and not for ever, also to read. */
    private static final String BOUND_WAITS = "SELECT set_config('lock_timeout', '2s', false)";

    private OwnSession() {
    }

    static Endpoint endOf(Connection connection) throws SQLException {
        return isAnswered(connection, "SELECT 1 WHERE " + isOwn(connection)) ? Endpoint.DIRECT : Endpoint.POOLED;
    }

    /** The same, where waits for locks are bounded by the same statement: but not at a pooler, where it would bound others'. */
    static Endpoint endOfBounded(Connection connection) throws SQLException {
        return isAnswered(connection, BOUND_WAITS + " WHERE " + isOwn(connection)) ? Endpoint.DIRECT : Endpoint.POOLED;
    }

    /** Where it is known to be its own, whatever numbers are made up on the way. */
    static void boundWaits(Connection connection) throws SQLException {
        isAnswered(connection, BOUND_WAITS);
    }

    private static String isOwn(Connection connection) throws SQLException {
        return "pg_backend_pid() = " + connection.unwrap(PGConnection.class).getBackendPID();
    }

    private static boolean isAnswered(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(query)) {
            return row.next();
        }
    }
}
