package dev.neontasks.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.OptionalInt;
import java.util.Set;

import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses what a proxy in front may have read otherwise: a request that does not say, once, whom it is for (RFC 9112, section
 * 3.2), one whose body is coded in another way than in chunks (section 6.1), and methods that nothing here has (RFC 9110,
 * section 9.1).
 */
class RequestHead {

    static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT,
            HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.OPTIONS);

    /** After the headers that every answer carries. */
    private static final int PRIORITY = 9_950;

    void register(@Observes Filters filters) {
        filters.register(RequestHead::check, PRIORITY);
    }

    private static void check(RoutingContext context) {
        refusal(context.request()).ifPresentOrElse(status -> RouterFailures.refuse(context, status), context::next);
    }

    /** The status to refuse it with, when it is to be refused. */
    static OptionalInt refusal(HttpServerRequest request) {
        if (!METHODS.contains(request.method()) || isCodedOtherwise(request)) {
            return OptionalInt.of(HttpResponseStatus.NOT_IMPLEMENTED.code());
        }
        return isForOneHost(request) ? OptionalInt.empty() : OptionalInt.of(HttpResponseStatus.BAD_REQUEST.code());
    }

    private static boolean isCodedOtherwise(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && !request.headers().getAll(HttpHeaders.TRANSFER_ENCODING).stream().allMatch("chunked"::equalsIgnoreCase);
    }

    private static boolean isForOneHost(HttpServerRequest request) {
        var hosts = request.headers().getAll(HttpHeaders.HOST);
        if (request.version() == HttpVersion.HTTP_2) {
            return request.authority() != null && hosts.stream().allMatch(request.authority().toString()::equalsIgnoreCase);
        }
        var isOne = hosts.size() == 1 && !hosts.get(0).isEmpty();
        var mayBeNone = request.version() == HttpVersion.HTTP_1_0 && hosts.isEmpty();
        if (isPlain(request.uri())) {
            return mayBeNone || isOne;
        }
        try {
            // Quarkus would answer by itself, without a word, unless vertx.disableURIValidation is set.
            var target = new URI(request.uri()).getRawAuthority();
            return mayBeNone || isOne && (request.uri().startsWith("/") || hosts.get(0).equalsIgnoreCase(target));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether it is a path, with a query perhaps, in which nothing can be wrong, as nearly all are. */
    private static boolean isPlain(String target) {
        for (var i = 0; i < target.length(); i++) {
            if (!isPlain(target.charAt(i))) {
                return false;
            }
        }
        return target.startsWith("/") && !target.startsWith("//");
    }

    private static boolean isPlain(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9' || "/-_.~?=&".indexOf(character) >= 0;
    }
}
