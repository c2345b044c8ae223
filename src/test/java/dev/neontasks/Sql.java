package dev.neontasks;

import java.sql.Connection;
import java.sql.SQLException;

import dev.neontasks.embedded.EmbeddedDatabase;

/** What a test does to a database behind the service's back, or asks of it. */
public final class Sql {

    private Sql() {
    }

    public static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As the superuser, in that database of the server. */
    public static void run(EmbeddedDatabase server, String database, String sql) throws SQLException {
        try (var superuser = server.superuser(database)) {
            run(superuser, sql);
        }
    }

    /** The first column of the first row, as text. */
    public static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The same as the superuser, in that database of the server. */
    public static String ask(EmbeddedDatabase server, String database, String sql) throws SQLException {
        try (var superuser = server.superuser(database)) {
            return ask(superuser, sql);
        }
    }
}
