package dev.neontasks.traffic;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;

/** What the bodies of one connection take together. Of {@link BodyBudget}, under its lock. */
final class BodySender {

    private static final AttributeKey<BodySender> KEY = AttributeKey.valueOf(BodySender.class, "sender");

    int unfinished;
    long taken;

    static BodySender of(HttpServerRequest request) {
        var attribute = Connection.channel(request).attr(KEY);
        attribute.compareAndSet(null, new BodySender());
        return attribute.get();
    }
}
