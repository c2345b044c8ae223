package dev.neontasks.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception.StreamException;

/**
 * Reads no more frames of a connection while it does not take those that were written: headers of answers know no window. A
 * client that reads comes to no harm.
 */
final class AnswersBeforeFrames extends ChannelInboundHandlerAdapter {

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        ctx.fireChannelWritabilityChanged();
    }

    /**
     * A stream that ends with some of its answer unsent ends alone: Vert.x would end its connection, which a proxy uses for
     * many people.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof StreamException)) {
            ctx.fireExceptionCaught(cause);
        }
    }
}
