package dev.neontasks.api;

import java.util.List;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/** Answers requests that reach no resource, with problem documents. */
public final class Refusals {

    private Refusals() {
    }

    /** Answers, and reads nothing more of this request, nor of its connection if that speaks HTTP/1. */
    public static void last(RoutingContext context, int status, String detail) {
        endConnection(context);
        answer(context, new Problem("about:blank", HttpResponseStatus.valueOf(status).reasonPhrase(), status, detail,
                Problems.instance(context), List.of()));
    }

    /** The same when there is too much to do. It says when to ask again: soon, as what is too much comes and goes. */
    public static void overloaded(RoutingContext context, String detail) {
        var type = ProblemType.OVERLOADED;
        context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        endConnection(context);
        answer(context, new Problem(type.uri(), type.title(), type.status(), detail, Problems.instance(context), List.of()));
    }

    /**
     * Tells whoever asks for OPTIONS, or for what is none of them, which methods a path takes: {@code allowed}, with commas.
     */
    public static void methods(RoutingContext context, String allowed) {
        context.response().putHeader(HttpHeaders.ALLOW, allowed);
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            context.response().setStatusCode(204).end();
        } else {
            answer(context, Problems.plain(405, context));
        }
    }

    /** RFC 9112, section 9.6. That of HTTP/2 is shared by requests that have nothing to do with this one. */
    public static void endConnection(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    static void answer(RoutingContext context, Problem problem) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        context.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encode(problem));
    }
}
