package dev.neontasks.api;

import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.neontasks.environment.BasePath;
import dev.neontasks.environment.Environment;

/**
 * Under which path people and machines find the service: what the proxies have taken off, and BASE_PATH, which is taken off
 * here. So all others know their own paths alone, and ask {@link #of} when they tell somebody of one. Quarkus' own root path is
 * fixed when it is built.
 */
@Singleton
public class PublicPath {

    private static final String KEY = PublicPath.class.getName();
    private static final String TAKEN_OFF = KEY + ".taken-off";
    private static final String BESIDE = KEY + ".beside";
    /** Before all that looks at paths. */
    private static final int FIRST = Integer.MIN_VALUE;
    /** After all filters, and before whatever serves something. */
    private static final int LAST = -1;

    private final BasePath base;
    private final Proxies proxies;

    PublicPath(Config config, Proxies proxies) {
        base = Environment.of(config).get(BasePath.VARIABLE);
        this.proxies = proxies;
    }

    /** What stands before the paths of this service where the one asked for found it; empty for nothing. */
    public static String of(RoutingContext context) {
        return Optional.ofNullable(context.<String> get(KEY)).orElse("");
    }

    /** The path that was asked for, as the one asking knows it. */
    static String asked(RoutingContext context) {
        return isBeside(context) ? context.get(BESIDE) : of(context) + Objects.toString(context.request().path(), "");
    }

    void register(@Observes Router router) {
        if (!base.isRoot()) {
            router.route().order(FIRST).handler(this::takeOff);
            router.route().order(LAST).handler(PublicPath::refuseOthers);
        }
        if (!base.isRoot() || !proxies.areNone()) {
            router.route().order(FIRST + 1).handler(this::keep);
        }
    }

    private void takeOff(RoutingContext context) {
        if (isTakenOff(context) || isBeside(context)) {
            context.next();
        } else if (!canBeDecoded(context)) {
            context.fail(HttpResponseStatus.BAD_REQUEST.code());
        } else if (!holds(context)) {
            context.put(BESIDE, Objects.toString(context.request().path(), ""));
            context.next();
        } else {
            context.put(TAKEN_OFF, true);
            var query = context.request().query();
            context.reroute(base.without(context.request().path()) + (query == null ? "" : "?" + query));
        }
    }

    private void keep(RoutingContext context) {
        var path = (isTakenOff(context) ? base : BasePath.ROOT).under(proxies.prefix(context.request()));
        if (!path.isRoot()) {
            context.put(KEY, path.path());
            context.addHeadersEndHandler(done -> complete(context));
        }
        context.next();
    }

    private static boolean isTakenOff(RoutingContext context) {
        return context.get(TAKEN_OFF) != null;
    }

    static boolean isBeside(RoutingContext context) {
        return context.get(BESIDE) != null;
    }

    /** Over HTTP/2 one that cannot comes as far as this. */
    private static boolean canBeDecoded(RoutingContext context) {
        try {
            return context.normalizedPath() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** As it was written, and as it is meant: dots lead out of it. */
    private boolean holds(RoutingContext context) {
        return base.holds(context.request().path()) && base.holds(context.normalizedPath()) && isOurs(context.request());
    }

    /** Once it was rerouted, it no longer says whom else it was for. */
    private static boolean isOurs(HttpServerRequest request) {
        return request.uri().startsWith("/") || RequestHead.refusal(request).isEmpty();
    }

    /** Whoever sends somebody elsewhere, Quarkus too, names a path of the service's own. */
    private static void complete(RoutingContext context) {
        var headers = context.response().headers();
        var location = headers.get(HttpHeaders.LOCATION);
        if (location != null && location.startsWith("/")) {
            headers.set(HttpHeaders.LOCATION, of(context) + location);
        }
    }

    private static void refuseOthers(RoutingContext context) {
        if (isBeside(context)) {
            Refusals.answer(context, Problems.plain(404, context));
        } else {
            context.next();
        }
    }
}
