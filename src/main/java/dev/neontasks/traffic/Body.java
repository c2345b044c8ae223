package dev.neontasks.traffic;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

import dev.neontasks.api.Refusals;

/** The body of one request, while it is read. Once it is whole, the request goes on. It lives on the request's context. */
final class Body {

    private final RoutingContext request;
    private final HttpServerRequest http;
    private final BodySource source;
    private final int limit;
    private final BodyBudget budget;
    private final BodyMeter meter;
    private final Context context = Vertx.currentContext();
    private Buffer content = Buffer.buffer();
    private boolean done;

    final BodySender sender;
    /** Of {@link BodyBudget}, under its lock. */
    long since;
    long taken;
    boolean counted;
    boolean large;

    /** @param limit bytes */
    Body(RoutingContext request, int limit, BodyBudget budget, BodyMeter meter) {
        this.request = request;
        this.http = request.request();
        this.source = new BodySource(http);
        this.sender = BodySender.of(http);
        this.limit = limit;
        this.budget = budget;
        this.meter = meter;
    }

    void read() {
        request.addEndHandler(ended -> release());
        http.exceptionHandler(failure -> release());
        http.endHandler(end -> end());
        http.handler(this::add);
        budget.begin(this);
        if (http.version() != HttpVersion.HTTP_1_0
                && http.headers().contains(HttpHeaders.EXPECT, HttpHeaderValues.CONTINUE, true)) {
            http.response().writeContinue();
            // Whoever reads on would say it once more.
            http.headers().remove(HttpHeaders.EXPECT);
        }
        if (source.isHttp2()) {
            // Piece by piece: Vert.x lets nobody touch a request of HTTP/2 that has been read to its end, and others will.
            http.pause();
            http.fetch(1);
        } else {
            http.resume();
        }
    }

    private void add(Buffer chunk) {
        if (!done) {
            keep(chunk);
        }
        if (source.isHttp2()) {
            // That it was the last one is known when it has been dealt with.
            context.runOnContext(later -> goOn());
        }
    }

    private void keep(Buffer chunk) {
        if (content.length() + chunk.length() > limit) {
            tooLarge();
        } else {
            content.appendBuffer(chunk);
            budget.arrived(this, chunk.length());
        }
    }

    private void goOn() {
        if (http.isEnded()) {
            return;
        } else if (done) {
            // Answered, and read to its end for the sake of those who share the connection.
            http.resume();
        } else if (source.isWhole(content.length())) {
            // What follows, trailers at most, is read by nobody.
            finish();
        } else {
            http.fetch(1);
        }
    }

    private void end() {
        if (!source.isHttp2()) {
            finish();
        } else if (!done) {
            // Its end came apart from it, as that of one with trailers does, and has been read.
            refuse(411, "The body has to say its length.");
        }
    }

    private void finish() {
        if (!done) {
            done = true;
            budget.finished(this);
            ((RoutingContextInternal) request).setBody(content);
            if (Vertx.currentContext() == context) {
                request.next();
            } else {
                // A request that was sent ahead of an answer has another context than its body.
                context.runOnContext(next -> request.next());
            }
        }
    }

    void tooLarge() {
        meter.tooLarge();
        refuse(413, "The body is larger than %d KiB.".formatted(limit / 1024));
    }

    /** Any thread may call it. */
    void timeOut() {
        context.runOnContext(now -> {
            if (!done) {
                meter.tooSlow();
                refuse(408, "The body did not arrive in time.");
            }
        });
    }

    /** Any thread may call it. */
    void giveWay() {
        context.runOnContext(now -> {
            if (!done) {
                meter.gaveWay();
                release();
                Refusals.overloaded(request, "More is being sent to the service than it can take at once.");
            }
        });
    }

    private void refuse(int status, String detail) {
        release();
        Refusals.last(request, status, detail);
    }

    private void release() {
        done = true;
        content = Buffer.buffer();
        budget.release(this);
    }
}
