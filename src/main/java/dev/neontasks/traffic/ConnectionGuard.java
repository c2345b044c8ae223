package dev.neontasks.traffic;

import java.io.IOException;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.ByteProcessor;
import io.vertx.core.net.impl.VertxHandler;

/**
 * The first to see what a connection brings. It hands on the bytes of HTTP/1 in pieces so small that it notices when one has
 * brought no request and no part of a body: lines of a head or of a trailer, each of which costs thirty times its length in
 * memory while the size of them all is the one thing that Netty bounds.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

    /** Proxies and browsers send some thirty; Apache and Tomcat take a hundred. */
    static final int MOST_LINES = 100;
    /** Bytes: at most 200 lines more than are counted. */
    private static final int PIECE = 1024;

    private final Connection connection;
    private Optional<Http1Exchanges> exchanges = Optional.empty();
    private Optional<Http2Streams> streams = Optional.empty();
    private final Http2Turns turns = new Http2Turns(isWhole -> streams.filter(all -> all.limit(isWhole)).isPresent());
    private int lines;

    ConnectionGuard(Connection connection) {
        this.connection = connection;
    }

    /** What its client sends at once is there long before a busy loop reads it, and no reason to close it. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        NextTurn.of(context, this::awaitHead);
    }

    private void awaitHead() {
        exchanges.ifPresent(Http1Exchanges::settle);
        if (exchanges.isEmpty() && streams.isEmpty()) {
            connection.awaits(ConnectionWait.HEAD);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable() && context.channel().isActive()) {
                if (streams.isPresent()) {
                    turns.read(context, bytes.retain());
                    return;
                }
                // One by one until they have said what they are: then those who watch it come before the first request.
                var piece = exchanges.isPresent() ? PIECE : 1;
                handOn(context, bytes.readRetainedSlice(Math.min(piece, bytes.readableBytes())));
            }
        } finally {
            bytes.release();
        }
    }

    private void handOn(ChannelHandlerContext context, ByteBuf piece) {
        var ends = lineEnds(piece);
        var before = exchanges.map(Http1Exchanges::messages).orElse(0L);
        context.fireChannelRead(piece);
        if (exchanges.isPresent()) {
            var isMidLines = exchanges.get().messages() == before;
            exchanges.get().isMidHead(isMidLines);
            lines = isMidLines ? lines + ends : 0;
            if (lines > MOST_LINES) {
                connection.close(ConnectionEnd.TOO_MANY_LINES);
            }
        } else if (streams.isEmpty()) {
            recognize(context);
        }
    }

    private void recognize(ChannelHandlerContext context) {
        var encoder = context.pipeline().context(HttpResponseEncoder.class);
        if (encoder != null) {
            exchanges = Optional.of(new Http1Exchanges(connection));
            context.pipeline().addAfter(encoder.name(), null, exchanges.get());
        } else {
            streams = Http2Streams.watch(context.channel(), connection);
        }
    }

    private static int lineEnds(ByteBuf bytes) {
        var count = 0;
        for (var at = bytes.forEachByte(ByteProcessor.FIND_LF); at >= 0; at = bytes.forEachByte(at + 1,
                bytes.writerIndex() - at - 1, ByteProcessor.FIND_LF)) {
            count++;
        }
        return count;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        turns.forget();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        turns.forget();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        exchanges.ifPresent(Http1Exchanges::settle);
    }

    /** What is left then waits for the client: for a window, or for its socket. */
    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        exchanges.ifPresent(all -> all.flushed(context.channel()));
        streams.ifPresent(Http2Streams::settle);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.fireChannelWritabilityChanged();
        streams.ifPresent(Http2Streams::settle);
    }

    /** Before there is a request nobody takes a reset connection, and Netty would log each of them. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException && streams.isEmpty() && context.pipeline().get(VertxHandler.class) == null) {
            context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
