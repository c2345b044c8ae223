package dev.neontasks.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Failures that end a request before it reaches a resource: a body too large, a path that cannot be decoded. */
class RouterFailures {

    /** After the headers that every answer carries. */
    private static final int PRIORITY = 9_500;

    void register(@Observes Router router) {
        router.errorHandler(400, RouterFailures::malformed);
        for (var status : new int[] { 404, 405, 413 }) {
            router.errorHandler(status, context -> answer(context, Problems.plain(status, context)));
        }
    }

    /** Quarkus would answer by itself, without a word, unless {@code vertx.disableURIValidation} is set. */
    void checkUris(@Observes Filters filters) {
        filters.register(RouterFailures::checkUri, PRIORITY);
    }

    private static void checkUri(RoutingContext context) {
        try {
            new URI(context.request().uri());
            context.next();
        } catch (URISyntaxException e) {
            malformed(context);
        }
    }

    private static void malformed(RoutingContext context) {
        var type = ProblemType.MALFORMED_REQUEST;
        answer(context, new Problem(type.uri(), type.title(), type.status(), "The request is malformed.",
                Problems.instance(context), List.of()));
    }

    static void answer(RoutingContext context, Problem problem) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        context.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encode(problem));
    }
}
