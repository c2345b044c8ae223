package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;

/** Single connections for the commands, which run without the service around them. The caller closes them. */
public final class DirectAccess {

    private DirectAccess() {
    }

    /** As the pool makes them. */
    public static Connection likeThePool(DatabaseSettings settings) throws SQLException {
        return connector(settings).pooled();
    }

    /** As the migration makes its one. */
    public static Connection likeTheMigration(DatabaseSettings settings) throws SQLException {
        return connector(settings).unpooled();
    }

    private static Connector connector(DatabaseSettings settings) {
        return new Connector(new CurrentUrl(settings), settings, new DatabaseEvidence(Clock.systemUTC(), settings));
    }
}
