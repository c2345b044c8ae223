package dev.neontasks.database.pool;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.environment.ConfigurationFault;

/** The way that migrations take leads to a pooler, where what a session locks is nobody's. */
public final class NoOwnSession extends ConfigurationFault {

    private static final long serialVersionUID = 1L;

    NoOwnSession(boolean isPoolsWay) {
        super(DatabaseSettings.UNPOOLED_URL.name(), (isPoolsWay ? "is not set, and DATABASE_URL leads" : "leads")
                + " to a pooler, where the lock of a migration would be nobody's; set it to the server's own host and port, or add"
                + " pgbouncer=false if the pooler keeps a session for each client");
    }
}
