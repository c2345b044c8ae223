package dev.neontasks.traffic;

import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

import dev.neontasks.api.Refusals;

/** Who has a place kept for probes is told how the service is, and nothing else. */
class SparePlaces {

    /** Before bodies are read. */
    private static final int PRIORITY = 9_100;

    void register(@Observes Filters filters) {
        filters.register(SparePlaces::pass, PRIORITY);
    }

    static void pass(RoutingContext context) {
        var path = context.normalizedPath();
        var spare = Connection.of(Connection.channel(context.request())).filter(Connection::isSpare);
        if (spare.isEmpty()) {
            context.next();
            return;
        }
        // In HTTP/1 the answer says that the connection ends.
        if (path.equals("/health") || path.startsWith("/health/")) {
            spare.get().leave();
            Refusals.endConnection(context);
            context.next();
        } else if (spare.get().findsPlace()) {
            context.next();
        } else {
            spare.get().leave();
            spare.get().turnAway();
            Refusals.overloaded(context, "The service has as many connections as it can serve at once.");
        }
    }
}
