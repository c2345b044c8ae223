package dev.neontasks.api;

import java.util.List;

import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Failures that end a request before it reaches a resource: a body too large, a path that cannot be decoded. */
class RouterFailures {

    void register(@Observes Router router) {
        router.errorHandler(400, context -> answer(context, new Problem(ProblemType.MALFORMED_REQUEST.uri(),
                ProblemType.MALFORMED_REQUEST.title(), 400, "The request is malformed.", Problems.instance(context),
                List.of())));
        router.errorHandler(404, context -> answer(context, Problems.plain(404, context)));
        router.errorHandler(405, context -> answer(context, Problems.plain(405, context)));
        router.errorHandler(413, context -> answer(context, Problems.plain(413, context)));
    }

    private static void answer(RoutingContext context, Problem problem) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        context.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encode(problem));
    }
}
