package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.url.Endpoint;

/** Single connections for the commands, which run without the service around them. The caller closes them. */
public final class DirectAccess {

    private final CurrentUrl location;
    private final Connector connector;

    public DirectAccess(DatabaseSettings settings) {
        location = new CurrentUrl(settings);
        connector = new Connector(location, settings, new DatabaseEvidence(Clock.systemUTC(), settings));
    }

    /** As the pool makes them. */
    public Connection likeThePool() throws SQLException {
        return connector.likeThePool();
    }

    /** As the migration makes its one. */
    public Connection likeTheMigration() throws SQLException {
        return connector.unpooled();
    }

    /** Whether the pool's lead to a pooler, as far as those that were made have shown. */
    public boolean isPooled() {
        return location.pool().endpoint() == Endpoint.POOLED;
    }

    /** Whether the migration's does. */
    public boolean isMigrationPooled() {
        return location.migration().endpoint() == Endpoint.POOLED;
    }

    /** Throws as a migration would. */
    public void requireOwnSession() {
        connector.requireOwnSession();
    }
}
