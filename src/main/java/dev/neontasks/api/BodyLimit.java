package dev.neontasks.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Refuses bodies of more than 1 MiB with a problem document; the HTTP layer would refuse them without a word. */
@Provider
public class BodyLimit implements ReaderInterceptor {

    private static final int BYTES = 1 << 20;

    /** After the headers that every answer carries. */
    private static final int PRIORITY = 9_000;

    void register(@Observes Filters filters) {
        filters.register(BodyLimit::refuseAnnounced, PRIORITY);
    }

    private static void refuseAnnounced(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.length() < 19 && Long.parseLong(length) > BYTES) {
            if (context.request().version() != HttpVersion.HTTP_2) {
                // What is still on its way is not read.
                context.response().putHeader(HttpHeaders.CONNECTION, "close");
            }
            RouterFailures.answer(context, Problems.plain(Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode(), context));
        } else {
            context.next();
        }
    }

    /** For a body that comes in chunks, and so does not say how long it is. */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        var body = context.getInputStream().readNBytes(BYTES + 1);
        if (body.length > BYTES) {
            throw new WebApplicationException(Status.REQUEST_ENTITY_TOO_LARGE);
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }
}
