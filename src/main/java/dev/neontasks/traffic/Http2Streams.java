package dev.neontasks.traffic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;

/** The requests of a connection that speaks HTTP/2, RFC 9113. */
final class Http2Streams extends Http2ConnectionAdapter {

    /** At once. What RFC 9113 recommends as the least; a page of this service asks for ten things at once. */
    static final int MOST = 100;

    /**
     * Of them, without their ends: each costs as much as one that is whole, and its sender nearly nothing. A proxy sends a body
     * right after its head, or has it as a whole before; what is refused it sends again.
     */
    static final int MOST_UNFINISHED = 32;

    private final Channel channel;
    private final Http2ConnectionHandler handler;
    private final Connection connection;

    /** What is not to be waited for without end, and when and how it ends. */
    private final Map<Http2Stream, Late> awaited = new HashMap<>();

    private Http2Streams(Channel channel, Http2ConnectionHandler handler, Connection connection) {
        this.channel = channel;
        this.handler = handler;
        this.connection = connection;
    }

    /** Watches them, if this is what the connection speaks. */
    static Optional<Http2Streams> watch(Channel channel, Connection connection) {
        return Optional.ofNullable(channel.pipeline().get(Http2ConnectionHandler.class)).map(handler -> {
            var streams = new Http2Streams(channel, handler, connection);
            streams.settle();
            handler.connection().addListener(streams);
            // One for all of them: one for each would keep it, and all that it keeps, until its time is over.
            var sweeping = channel.eventLoop().scheduleWithFixedDelay(streams::sweep, 1, 1, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> sweeping.cancel(false));
            return streams;
        });
    }

    /** Whether all that the client sends on this one has come. */
    static boolean hasEnded(Channel channel, int stream) {
        var handler = channel.pipeline().get(Http2ConnectionHandler.class);
        return handler == null || Optional.ofNullable(handler.connection().stream(stream))
                .map(known -> !known.state().remoteSideOpen()).orElse(true);
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        if (stream.state().remoteSideOpen()) {
            await(stream, ConnectionWait.BODY, Http2Error.CANCEL);
        }
        settle();
    }

    @Override
    public void onStreamHalfClosed(Http2Stream stream) {
        if (stream.state().remoteSideOpen()) {
            // Answered: RFC 9113, 8.1, has it reset so, too.
            await(stream, ConnectionWait.UNREAD, Http2Error.NO_ERROR);
        } else {
            awaited.remove(stream);
        }
        settle();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        awaited.remove(stream);
        settle();
    }

    /** Tells whose turn it is. */
    void settle() {
        if (handler.connection().remote().lastStreamCreated() == 0) {
            // No request yet: there is time for a head alone.
            return;
        }
        if (handler.connection().numActiveStreams() == 0) {
            connection.awaits(ConnectionWait.IDLE);
        } else if (Connection.isUnread(channel)) {
            connection.awaits(ConnectionWait.READING);
        } else if (isAny(this::isServed)) {
            connection.isServed(areServed());
        } else {
            // Each stream that is not whole ends by itself, and those who share the connection with it stay.
            connection.awaits(isAny(this::isUnread) ? ConnectionWait.READING : ConnectionWait.BODY);
        }
    }

    /** Whether it is whole, and what is done next is to be done here. */
    private boolean isServed(Http2Stream stream) {
        return !stream.state().remoteSideOpen() && !isUnread(stream);
    }

    /** Whether more than one is. */
    private boolean areServed() {
        var count = new AtomicInteger();
        return isAny(stream -> isServed(stream) && count.incrementAndGet() > 1);
    }

    /** Whether it has no window for what it was given. */
    private boolean isUnread(Http2Stream stream) {
        return handler.encoder().flowController().hasFlowControlled(stream);
    }

    private boolean isAny(Predicate<Http2Stream> which) {
        try {
            return handler.connection().forEachActiveStream(stream -> !which.test(stream)) != null;
        } catch (Http2Exception e) {
            throw new IllegalStateException("Nothing here throws it", e);
        }
    }

    /**
     * The stream that comes next is refused when it is one too many: by Netty, which does so by itself for all of them alike,
     * and not before the client has acknowledged the setting, which it need not do. False when it is.
     */
    boolean limit(boolean isWhole) {
        var opened = handler.connection().remote();
        opened.maxActiveStreams(isWhole || awaited.size() < MOST_UNFINISHED ? MOST : opened.numActiveStreams());
        return opened.numActiveStreams() < opened.maxActiveStreams();
    }

    private void await(Http2Stream stream, ConnectionWait wait, Http2Error error) {
        awaited.put(stream, new Late(System.nanoTime() + wait.patience.toNanos(), error));
    }

    private void sweep() {
        var now = System.nanoTime();
        var late = awaited.entrySet().stream().filter(each -> each.getValue().since() - now <= 0).toList();
        late.forEach(each -> handler.resetStream(channel.pipeline().context(handler), each.getKey().id(),
                each.getValue().error().code(), channel.newPromise()));
        if (!late.isEmpty()) {
            channel.flush();
        }
    }

    /** @param since nanoseconds, from when on it is */
    private record Late(long since, Http2Error error) {
    }
}
