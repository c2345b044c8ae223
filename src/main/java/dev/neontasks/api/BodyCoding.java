package dev.neontasks.api;

import java.util.Arrays;
import java.util.List;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import io.vertx.ext.web.RoutingContext;

/** Refuses compressed bodies (RFC 9110, section 15.5.16): a small one may unfold into much. */
class BodyCoding {

    private static final int STATUS = 415;
    private static final String NONE = "identity";

    @ServerRequestFilter
    @Nullable
    Response check(RoutingContext context) {
        var headers = context.request().headers();
        var isPlain = !headers.contains(HttpHeaders.CONTENT_ENCODING) || headers.getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .flatMap(line -> Arrays.stream(line.split(","))).map(String::strip)
                .allMatch(coding -> coding.isEmpty() || coding.equalsIgnoreCase(NONE));
        if (isPlain || context.body().length() <= 0) {
            return null;
        }
        return Response.status(STATUS).type(Problem.MEDIA_TYPE).header(HttpHeaders.ACCEPT_ENCODING, NONE)
                .entity(new Problem("about:blank", "Unsupported Media Type", STATUS, "A compressed body is not taken here.",
                        Problems.instance(context), List.of()))
                .build();
    }
}
