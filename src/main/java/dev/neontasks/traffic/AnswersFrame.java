package dev.neontasks.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2RemoteFlowController.FlowControlled;

/** A frame that says how much of it has gone out. */
final class AnswersFrame implements FlowControlled {

    private final AnswersOfStream stream;
    private final FlowControlled frame;

    AnswersFrame(AnswersOfStream stream, FlowControlled frame) {
        this.stream = stream;
        this.frame = frame;
    }

    @Override
    public int size() {
        return frame.size();
    }

    @Override
    public void write(ChannelHandlerContext ctx, int allowedBytes) {
        var before = frame.size();
        try {
            frame.write(ctx, allowedBytes);
        } finally {
            stream.taken(before - frame.size());
        }
    }

    @Override
    public void writeComplete() {
        frame.writeComplete();
    }

    @Override
    public void error(ChannelHandlerContext ctx, Throwable cause) {
        stream.dropped(frame.size());
        frame.error(ctx, cause);
    }

    @Override
    public boolean merge(ChannelHandlerContext ctx, FlowControlled next) {
        // They know their own kind alone.
        return next instanceof AnswersFrame other && frame.merge(ctx, other.frame);
    }
}
