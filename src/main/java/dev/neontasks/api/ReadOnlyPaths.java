package dev.neontasks.api;

import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Paths of Quarkus' own where there is nothing to do but read, which it lets every method do. */
class ReadOnlyPaths {

    private static final String METHODS = "GET, HEAD, OPTIONS";

    private static final Pattern PATHS = Pattern
            .compile("/(?:health(?:/(?:live|ready|started|well))?|openapi|docs(?:/.*)?)/?");

    /** After all filters, and before whatever serves something. */
    private static final int LAST = -1;

    void register(@Observes Router router) {
        router.route().order(LAST).handler(ReadOnlyPaths::check);
    }

    private static void check(RoutingContext context) {
        var method = context.request().method();
        var isRead = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        if (isRead || PublicPath.isBeside(context) || !isOne(context)) {
            context.next();
        } else {
            Refusals.methods(context, METHODS);
        }
    }

    /** A path that cannot be decoded is none; whoever routes by it refuses it. */
    private static boolean isOne(RoutingContext context) {
        try {
            return PATHS.matcher(context.normalizedPath()).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
