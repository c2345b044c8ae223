package dev.neontasks.api;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.MDC;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What every answer carries, whoever gives it. */
@Singleton
class ResponseHeaders {

    static final String REQUEST_ID = "X-Request-Id";

    /** Nothing that could forge a log line or a header. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    private final Proxies proxies;

    ResponseHeaders(Proxies proxies) {
        this.proxies = proxies;
    }

    void register(@Observes Filters filters) {
        filters.register(context -> {
            add(context);
            context.next();
        }, 10_000);
    }

    /** The trace's, so that one finds the other; a random one when nothing is traced. */
    private static String newId() {
        var span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : randomId();
    }

    /** As a UUID of version 4 looks, but anybody may guess it: it names a request, and opens nothing. */
    static String randomId() {
        var random = ThreadLocalRandom.current();
        var most = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000;
        return new UUID(most, random.nextLong() >>> 2 | Long.MIN_VALUE).toString();
    }

    void add(RoutingContext context) {
        var given = context.request().getHeader(REQUEST_ID);
        var id = given != null && SANE.matcher(given).matches() ? given : newId();
        MDC.put("requestId", id);
        var headers = context.response().headers();
        put(headers::set, id, path(context));
        if (proxies.isEncrypted(context.request())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }

    static void put(BiConsumer<CharSequence, CharSequence> headers, String id, String path) {
        headers.accept(REQUEST_ID, id);
        headers.accept("X-Content-Type-Options", "nosniff");
        headers.accept("Referrer-Policy", "no-referrer");
        if (path.startsWith("/api")) {
            headers.accept(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        headers.accept("Content-Security-Policy", ContentSecurityPolicy.of(path));
    }

    /** One that cannot be decoded is refused with a problem document, as those of the API are, wherever it was to lead. */
    private static String path(RoutingContext context) {
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException e) {
            return "/api";
        }
    }
}
