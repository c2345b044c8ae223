package dev.neontasks.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

import dev.neontasks.api.Problem.FieldError;

/** Makes problem documents, and the headers that go with their type. */
@Singleton
class Problems {

    /** Seconds. What is full moves on soon; a database that is away is asked again after about this long. */
    private static final Map<ProblemType, Integer> RETRY_AFTER = Map.of(ProblemType.POOL_EXHAUSTED, 1, ProblemType.OVERLOADED,
            1,
            ProblemType.DATABASE_UNAVAILABLE, 2);

    private final CurrentVertxRequest request;

    Problems(CurrentVertxRequest request) {
        this.request = request;
    }

    Response response(ProblemType type, String detail, List<FieldError> errors) {
        var response = Response.status(type.status()).type(Problem.MEDIA_TYPE)
                .entity(new Problem(type.uri(), type.title(), type.status(), detail, instance(request.getCurrent()), errors));
        if (type == ProblemType.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        Optional.ofNullable(RETRY_AFTER.get(type)).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    /** Of a status that says all there is to say. */
    Response plain(int status) {
        return Response.status(status).type(Problem.MEDIA_TYPE).entity(plain(status, request.getCurrent())).build();
    }

    static Problem plain(int status, RoutingContext context) {
        var title = HttpResponseStatus.valueOf(status).reasonPhrase();
        return new Problem("about:blank", title, status, detail(status), instance(context), List.of());
    }

    /** The path asked for and, as its fragment, the id under which the log knows the request. */
    static String instance(RoutingContext context) {
        return PublicPath.asked(context) + "#" + context.response().headers().get(ResponseHeaders.REQUEST_ID);
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path does not take this method.";
            case 406 -> "None of the accepted media types can be given.";
            case 413 -> "The body is larger than is taken here.";
            case 415 -> "The body's media type is not taken here.";
            case 500 -> "Something unexpected happened; the log knows what.";
            case 501 -> "Nothing here takes this method, or a body coded like this.";
            default -> HttpResponseStatus.valueOf(status).reasonPhrase() + ".";
        };
    }
}
