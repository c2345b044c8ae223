package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;

import dev.neontasks.database.failure.UnfitEncoding;

/** How the database keeps text, which the server says unasked at every login. A pooler that does not pass it on is believed. */
public final class ServerEncoding {

    private static final String FIT = "UTF8";
    /** None at all: what it is given it gives back, and the service gives and wants UTF-8. */
    private static final String BYTES = "SQL_ASCII";

    private ServerEncoding() {
    }

    static void require(Connection connection) throws SQLException {
        var name = name(connection);
        if (!isFit(name)) {
            throw UnfitEncoding.of(name);
        }
    }

    public static boolean isFit(String name) {
        return name.equals(FIT) || name.equals(BYTES);
    }

    /** Whether others may have written what is no text here. */
    public static boolean isUnchecked(Connection connection) throws SQLException {
        return name(connection).equals(BYTES);
    }

    private static String name(Connection connection) throws SQLException {
        var said = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        return said == null ? FIT : said;
    }
}
