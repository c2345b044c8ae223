package dev.neontasks.command.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** What is asked of the server: each is one query and one row. */
final class ServerQueries {

    /** Who answers, and when it thinks it is. */
    record Server(int version, boolean readOnly, OffsetDateTime now, String role, String encoding) {
    }

    /** Which server and database it is: the same on two ways to it. */
    record Identity(String database, long oid, OffsetDateTime serverStarted) {
    }

    /** Connections: of the server in all, kept back there, and what the role and the database may have; -1 is no limit. */
    record Limits(int max, int reserved, int role, int database) {

        int usable() {
            var usable = max - reserved;
            usable = role < 0 ? usable : Math.min(usable, role);
            return database < 0 ? usable : Math.min(usable, database);
        }
    }

    private ServerQueries() {
    }

    static Server server(Connection connection) throws SQLException {
        return ask(connection, "SELECT current_setting('server_version_num')::int, current_setting('transaction_read_only')"
                + "::bool, clock_timestamp(), current_user, current_setting('server_encoding')",
                row -> new Server(row.getInt(1), row.getBoolean(2), row.getObject(3, OffsetDateTime.class), row.getString(4),
                        row.getString(5)));
    }

    static Identity identity(Connection connection) throws SQLException {
        return ask(connection, "SELECT datname, oid::bigint, pg_postmaster_start_time() FROM pg_database"
                + " WHERE datname = current_database()",
                row -> new Identity(row.getString(1), row.getLong(2), row.getObject(3, OffsetDateTime.class)));
    }

    /** Whether the role may see which migrations were applied where it would make tables; true as long as none was. */
    static boolean mayReadChangeLog(Connection connection) throws SQLException {
        return ask(connection, "SELECT coalesce(has_table_privilege("
                + "to_regclass(quote_ident(current_schema()) || '.databasechangelog'), 'SELECT'), true)",
                row -> row.getBoolean(1));
    }

    static Limits limits(Connection connection) throws SQLException {
        return ask(connection, "SELECT current_setting('max_connections')::int,"
                + " current_setting('superuser_reserved_connections')::int"
                + " + coalesce(current_setting('reserved_connections', true), '0')::int, rolconnlimit, datconnlimit"
                + " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()",
                row -> new Limits(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)));
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> T ask(Connection connection, String sql, Reading<T> reading) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("no row for " + sql);
            }
            return reading.of(rows);
        }
    }
}
