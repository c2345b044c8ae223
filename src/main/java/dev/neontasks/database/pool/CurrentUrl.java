package dev.neontasks.database.pool;

import jakarta.inject.Singleton;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.url.DatabaseUrl;

/** Where the database is and how to get in, as last read: a file that names it may change while the service runs. */
@Singleton
public class CurrentUrl {

    private volatile DatabaseUrl pool;
    private volatile DatabaseUrl migration;

    public CurrentUrl(DatabaseSettings settings) {
        pool = settings.url();
        migration = settings.unpooled();
    }

    /** For the pool. */
    public DatabaseUrl pool() {
        return pool;
    }

    /** For the migration: always direct. */
    DatabaseUrl migration() {
        return migration;
    }

    /** False if that is where it is already. */
    boolean moveTo(DatabaseSettings settings) {
        if (settings.url().equals(pool) && settings.unpooled().equals(migration)) {
            return false;
        }
        pool = settings.url();
        migration = settings.unpooled();
        return true;
    }
}
