package dev.neontasks.traffic;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Stands between the listening socket and those who serve what it accepts. */
@Sharable
final class ConnectionAcceptor extends ChannelInboundHandlerAdapter {

    /** Bytes. What half a line keeps is the whole buffer it came in, which Netty would let grow to 64 KiB. */
    private static final int LARGEST_READ = 8192;
    private static final int FIRST_READ = 2048;
    private static final int SMALLEST_READ = 512;
    /** Before it is the turn of the next connection. Netty's 16 are for those who send a lot. */
    private static final int READS_IN_A_ROW = 2;

    private final Connections connections;

    ConnectionAcceptor(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        var channel = (Channel) accepted;
        var connection = connections.open(channel);
        if (connection.isEmpty()) {
            channel.unsafe().closeForcibly();
            return;
        }
        connection.get().keep();
        var reads = new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ);
        reads.maxMessagesPerRead(READS_IN_A_ROW);
        channel.config().setRecvByteBufAllocator(reads);
        channel.pipeline().addLast(new ConnectionGuard(connection.get()));
        context.fireChannelRead(accepted);
    }
}
