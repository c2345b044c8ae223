package dev.neontasks.traffic;

import java.time.Duration;
import java.util.Optional;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** A connection of one client, and whether it is its turn. What it tells {@link Connections} it tells on its event loop. */
final class Connection {

    /** Not of its type: what is accepted before a live reload in dev mode is of the class that was there before. */
    private static final AttributeKey<Object> KEY = AttributeKey.valueOf(Connection.class, "connection");

    /** For the answers to be made and read. */
    private static final Duration LEAVING = Duration.ofSeconds(2);

    private final Connections connections;
    private final Channel channel;
    private boolean isTurnedAway;

    /** Of {@link ConnectionPlaces}, under the lock of {@link Connections}. */
    Optional<ConnectionWait> wait = Optional.empty();
    long waitsSince;
    boolean counted = true;
    boolean isSpare;
    boolean isLeaving;

    Connection(Connections connections, Channel channel, boolean isSpare) {
        this.connections = connections;
        this.channel = channel;
        this.isSpare = isSpare;
    }

    /**
     * Whether something was written to its socket, and its client does not take it. It is so at times while one is flushed,
     * too.
     */
    static boolean isUnread(Channel channel) {
        return !Optional.ofNullable(channel.unsafe().outboundBuffer()).map(ChannelOutboundBuffer::isEmpty).orElse(true);
    }

    /** What stands for {@code channel}; none in a server that {@link GuardedTransport} leaves alone. */
    static Optional<Connection> of(Channel channel) {
        return channel.attr(KEY).get() instanceof Connection connection ? Optional.of(connection) : Optional.empty();
    }

    /** From now on it stands for its channel. */
    void keep() {
        channel.attr(KEY).set(this);
    }

    static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Whether it is one more than there may be, and has been let in for a probe alone. */
    boolean isSpare() {
        return isSpare;
    }

    /** Whether it is one of the others from now on. */
    boolean findsPlace() {
        return connections.findsPlace(this);
    }

    void awaits(ConnectionWait what) {
        connections.awaits(this, what);
    }

    /** @param isAhead whether it has asked for more than one thing */
    void isServed(boolean isAhead) {
        connections.isServed(this, isAhead);
    }

    void close(ConnectionEnd cause) {
        connections.close(this, cause);
    }

    /** It is one more than there may be, and no probe. Counts once, however many requests it has at a time. */
    void turnAway() {
        if (!isTurnedAway) {
            isTurnedAway = true;
            connections.tell(ConnectionEnd.TURNED_AWAY);
        }
    }

    /** At once, whatever is still to be written; HTTP/2 says good-bye first. Any thread may call it. */
    void disconnect() {
        // It waits for no streams: nobody counts it any more.
        if (!endHttp2(Duration.ZERO) && channel.isOpen()) {
            // From the front, past those who would wait for what was written.
            Optional.ofNullable(channel.pipeline().firstContext()).ifPresent(ChannelOutboundInvoker::close);
        }
    }

    /**
     * If it speaks HTTP/2: no more requests are taken, and it is closed when those that have been are answered, within two
     * seconds. Any thread may call it.
     */
    void leave() {
        endHttp2(LEAVING);
    }

    /** Any thread may call it. */
    boolean speaksHttp2() {
        return http2().isPresent();
    }

    private Optional<Http2ConnectionHandler> http2() {
        return Optional.ofNullable(channel.pipeline().get(Http2ConnectionHandler.class));
    }

    private boolean endHttp2(Duration patience) {
        var http2 = http2();
        http2.ifPresent(handler -> {
            handler.gracefulShutdownTimeoutMillis(patience.toMillis());
            channel.close();
        });
        return http2.isPresent();
    }
}
