package dev.neontasks.traffic;

import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Stands between the listening socket and those who serve what it accepts. Whoever finds no place waits for one, those behind
 * it in the kernel's queue: event loops that are behind have not heard yet who could make room. It belongs to one socket.
 */
@Sharable
final class ConnectionAcceptor extends ChannelInboundHandlerAdapter {

    /** Bytes. What half a line keeps is the whole buffer it came in, which Netty would let grow to 64 KiB. */
    private static final int LARGEST_READ = 8192;
    private static final int FIRST_READ = 2048;
    private static final int SMALLEST_READ = 512;
    /** Before it is the turn of the next connection. Netty's 16 are for those who send a lot. */
    private static final int READS_IN_A_ROW = 2;

    private final Connections connections;
    /** Those that were accepted with the first that found no place: at most as many as Netty accepts in a row. */
    private final Queue<Channel> withoutPlace = new ArrayDeque<>();
    private final ListeningSockets sockets;

    ConnectionAcceptor(Connections connections, ListeningSockets sockets) {
        this.connections = connections;
        this.sockets = sockets;
    }

    /** Before the socket listens. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        sockets.add(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        withoutPlace.add((Channel) accepted);
        if (withoutPlace.size() == 1) {
            letIn(context);
        }
    }

    /** As many as there are places for; called again when there is one. */
    private void letIn(ChannelHandlerContext context) {
        while (!withoutPlace.isEmpty()) {
            var next = withoutPlace.peek();
            var connection = connections.open(next, () -> context.executor().execute(() -> letIn(context)));
            if (connection.isEmpty()) {
                context.channel().config().setAutoRead(false);
                return;
            }
            withoutPlace.remove();
            handOn(context, next, connection.get());
        }
        context.channel().config().setAutoRead(true);
    }

    private static void handOn(ChannelHandlerContext context, Channel channel, Connection connection) {
        connection.keep();
        var reads = new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ);
        reads.maxMessagesPerRead(READS_IN_A_ROW);
        channel.config().setRecvByteBufAllocator(reads);
        channel.pipeline().addLast(new ConnectionGuard(connection));
        context.fireChannelRead(channel);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        withoutPlace.forEach(channel -> channel.unsafe().closeForcibly());
        withoutPlace.clear();
        context.fireChannelInactive();
    }
}
