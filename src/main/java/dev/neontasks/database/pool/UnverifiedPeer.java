package dev.neontasks.database.pool;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

/**
 * Says once, at the start, that nobody checks who is at the other end, where that was not asked for. It does not say which
 * host: no log
 * line tells where the database is.
 */
@Singleton
class UnverifiedPeer {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private final CurrentUrl location;

    UnverifiedPeer(CurrentUrl location) {
        this.location = location;
    }

    void say(@Observes StartupEvent event) {
        if (location.pool().isUnverified()) {
            say("DATABASE_URL");
        } else if (location.migration().isUnverified()) {
            say("DATABASE_URL_UNPOOLED");
        }
    }

    private static void say(String variable) {
        LOG.warnf(
                "Nobody checks the certificate of the server in %s, for sslmode=require does not: whoever is in between may pass"
                        + " for it. Write sslmode=verify-full, and sslrootcert=FILE if no public authority vouches for it",
                variable);
    }
}
