package dev.neontasks.database.pool;

import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.url.DatabaseUrl;

/** Says at the start, once for each host, that nobody checks who is at the other end, where that was not asked for. */
@Singleton
class UnverifiedPeer {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private final CurrentUrl location;

    UnverifiedPeer(CurrentUrl location) {
        this.location = location;
    }

    void say(@Observes StartupEvent event) {
        Stream.of(location.pool(), location.migration()).filter(DatabaseUrl::isUnverified).map(DatabaseUrl::host).distinct()
                .forEach(host -> LOG.warnf("Nobody checks the certificate of %s, for sslmode=require does not: whoever is in"
                        + " between may pass for it. Write sslmode=verify-full, and sslrootcert=FILE if no public authority"
                        + " vouches for it", host));
    }
}
