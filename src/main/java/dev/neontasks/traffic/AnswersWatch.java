package dev.neontasks.traffic;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Watches over every connection from its first request on: before that nothing was answered. */
@Singleton
class AnswersWatch {

    /** Before anything answers. */
    private static final int PRIORITY = 20_000;
    /** The patience with a reader is a multiple of it. */
    private static final Duration INTERVAL = Duration.ofMillis(250);
    /**
     * Bytes that the kernel takes of an answer whether or not the client does; by itself it would take 4 MB. It takes more when
     * a third of them is gone, which a slow reader does several times in the time it has. With 100 ms to the client it is more
     * than a MB a second.
     */
    private static final int SEND_BUFFER = 128 << 10;
    private static final String OF_VERTX = "handler";

    private final Answers answers;

    AnswersWatch(Answers answers) {
        this.answers = answers;
    }

    void sweep(@Observes StartupEvent event, Vertx vertx) {
        vertx.setPeriodic(INTERVAL.toMillis(), timer -> answers.sweep());
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    void watch(RoutingContext context) {
        var channel = ((ConnectionBase) context.request().connection()).channel();
        if (channel.pipeline().get(AnswersOnWire.class) == null) {
            watch(channel);
        }
        context.next();
    }

    private void watch(Channel channel) {
        channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
        var pipeline = channel.pipeline().addFirst(new AnswersOnWire(answers));
        Optional.ofNullable(pipeline.get(Http2ConnectionHandler.class)).ifPresentOrElse(http2 -> {
            AnswersFlow.watch(answers, http2);
            pipeline.addBefore(OF_VERTX, null, new AnswersBeforeFrames());
        }, () -> pipeline.addBefore(OF_VERTX, null, new AnswersOneByOne()));
    }
}
