package dev.neontasks.database.pool;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.database.url.Endpoint;

/**
 * Where the database is and how to get in, as last read, for a file that names it may change while the service runs; and where
 * that leads, as far as somebody has found out.
 */
@Singleton
public class CurrentUrl {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private volatile DatabaseUrl pool;
    private volatile DatabaseUrl migration;
    /** By address, for a new password does not change what is there. */
    private final Map<String, Endpoint> found = new ConcurrentHashMap<>();
    private volatile Runnable whenPooled = CurrentUrl::nothing;

    public CurrentUrl(DatabaseSettings settings) {
        pool = settings.url();
        migration = settings.unpooled();
    }

    /** @param whenPooled called when a pooler was found, so that connections are to be made in another way than before */
    void tell(Runnable whenPooled) {
        this.whenPooled = whenPooled;
    }

    /** For the pool. */
    public DatabaseUrl pool() {
        return known(pool);
    }

    /** For the migration, which needs a direct one. */
    public DatabaseUrl migration() {
        return known(migration);
    }

    /** Whether there is no other way for the migration than the pool's. */
    boolean isOneWay() {
        return migration.address().equals(pool.address());
    }

    /** Somebody who was connected by {@code url} knows where it leads. */
    void found(DatabaseUrl url, Endpoint end) {
        if (found.putIfAbsent(url.address(), end) == null && end == Endpoint.POOLED) {
            LOG.warnf("%s leads to a pooler, not to the server: from now on no state of its sessions is used",
                    url.address().equals(pool.address()) ? "DATABASE_URL" : "DATABASE_URL_UNPOOLED");
            whenPooled.run();
        }
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

    /** {@code url} with what is known of where it leads. */
    DatabaseUrl known(DatabaseUrl url) {
        return url.way().isPresent() ? url : Optional.ofNullable(found.get(url.address())).map(url::leadingTo).orElse(url);
    }

    private static void nothing() {
    }
}
