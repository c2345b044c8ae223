package dev.neontasks.traffic;

import java.util.Optional;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;

/** Next to the socket of a connection: knows what was written to it and has not gone out. */
final class AnswersOnWire extends ChannelDuplexHandler {

    private final Answers answers;
    private Optional<AnswersUnread> unread = Optional.empty();
    private long given;

    AnswersOnWire(Answers answers) {
        this.answers = answers;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        unread = Optional.of(answers.reader(() -> ctx.executor().execute(() -> look(ctx)),
                () -> ctx.executor().execute(() -> reset(ctx))));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        unread.ifPresent(AnswersUnread::end);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        unread.ifPresent(AnswersUnread::end);
        ctx.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        var before = pending(ctx);
        ctx.write(message, promise);
        given += pending(ctx) - before;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        look(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        look(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    private void look(ChannelHandlerContext ctx) {
        var pending = pending(ctx);
        // The one that is being sent counts as pending to its end. One from a file has no size, so it goes back when that is sent.
        var progress = buffer(ctx).map(ChannelOutboundBuffer::currentProgress).orElse(0L);
        unread.ifPresent(reader -> reader.now(pending, given - pending + progress));
    }

    private static long pending(ChannelHandlerContext ctx) {
        return buffer(ctx).map(ChannelOutboundBuffer::totalPendingWriteBytes).orElse(0L);
    }

    private static Optional<ChannelOutboundBuffer> buffer(ChannelHandlerContext ctx) {
        return Optional.ofNullable(ctx.channel().unsafe().outboundBuffer());
    }

    /** At once, with what the kernel holds: nobody waits for it to be read. */
    static void reset(ChannelHandlerContext ctx) {
        if (ctx.channel().isOpen()) {
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            ctx.close();
        }
    }
}
