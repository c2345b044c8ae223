package dev.neontasks.api;

import java.util.List;

import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Failures that end a request before it reaches a resource: a path that nobody serves, or that cannot be decoded. */
class RouterFailures {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.api");

    /** Before all filters. */
    private static final int FIRST = -20_000;

    private final ResponseHeaders headers;

    RouterFailures(ResponseHeaders headers) {
        this.headers = headers;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).failureHandler(this::first);
        router.errorHandler(400, this::last);
        for (var status : new int[] { 404, 405, 413 }) {
            router.errorHandler(status, context -> Refusals.answer(context, Problems.plain(status, context)));
        }
    }

    /** Quarkus would write a stack trace into the log, for everybody who wants one there. */
    private void first(RoutingContext context) {
        if (context.response().closed()) {
            LOG.debugf(context.failure(), "%s failed after its caller had left", context.request().method());
        } else if (context.response().headers().contains(ResponseHeaders.REQUEST_ID)) {
            context.next();
        } else {
            // For want of a host or a path the router fails before the first filter.
            refuseUnfiltered(context, context.statusCode());
        }
    }

    /** A path that cannot be decoded: it matches no route, so that neither the filters are asked nor the handler above. */
    private void last(RoutingContext context) {
        if (context.response().headers().contains(ResponseHeaders.REQUEST_ID)) {
            malformed(context);
        } else {
            refuseUnfiltered(context, 400);
        }
    }

    /** A status is lost on the way where the request was routed once more. */
    private void refuseUnfiltered(RoutingContext context, int status) {
        headers.add(context);
        refuse(context, RequestHead.refusal(context.request()).orElse(status));
    }

    /** Answers, and ends an HTTP/1 connection, RFC 9112, section 9.6: what follows on it may not be what its sender meant. */
    static void refuse(RoutingContext context, int status) {
        Refusals.endConnection(context);
        if (status == 400) {
            malformed(context);
        } else {
            Refusals.answer(context, Problems.plain(status, context));
        }
    }

    private static void malformed(RoutingContext context) {
        var type = ProblemType.MALFORMED_REQUEST;
        Refusals.answer(context, new Problem(type.uri(), type.title(), type.status(), "The request is malformed.",
                Problems.instance(context), List.of()));
    }
}
