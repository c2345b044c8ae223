package dev.neontasks.health;

import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;

/** Answers {@code /health} with all checks but wellness, which SmallRye would ask too, and so wake the database. */
class Checks {

    static final String GROUP = "all";

    /** Once it is known which path is asked for. */
    private static final int FIRST = Integer.MIN_VALUE + 2;

    void register(@Observes Router router) {
        router.route(HttpMethod.GET, "/health").order(FIRST)
                .handler(context -> context.reroute("/health/group/" + GROUP));
    }
}
