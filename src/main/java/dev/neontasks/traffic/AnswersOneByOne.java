package dev.neontasks.traffic;

import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Lets a pipelined request (RFC 9112, 9.3.2) begin when the one before it is answered and the client has taken most of that.
 * Vert.x begins it when the answer is written, whoever takes it. One begins in a turn of the event loop, as in HTTP/2. It is
 * added while a request is being answered.
 */
final class AnswersOneByOne extends ChannelDuplexHandler {

    private final Queue<Object> waiting = new ArrayDeque<>();
    private boolean isAnswering = true;
    /** One has passed, and may be answered by now, but it is not the next turn yet. */
    private boolean hasPassed;
    private boolean isDue;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (waiting.isEmpty() && mayPass(ctx, message)) {
            pass(ctx, message);
            return;
        }
        waiting.add(message);
        ctx.channel().config().setAutoRead(false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        hasPassed = false;
        goOnSoon(ctx);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        var ends = message instanceof LastHttpContent && !isInterim(message);
        ctx.write(message, promise);
        if (ends) {
            isAnswering = false;
            goOnSoon(ctx);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
        goOnSoon(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        forget();
    }

    /** When whoever writes, or is told of what was written, is done with it, and it was the turn of all the others. */
    private void goOnSoon(ChannelHandlerContext ctx) {
        if (!waiting.isEmpty() && !isAnswering && !isDue) {
            isDue = true;
            NextTurn.of(ctx, () -> goOn(ctx));
        }
    }

    private void goOn(ChannelHandlerContext ctx) {
        isDue = false;
        hasPassed = false;
        if (waiting.isEmpty() || !mayPass(ctx, waiting.element())) {
            return;
        }
        // Before they pass: who takes them may want to read no more.
        ctx.channel().config().setAutoRead(true);
        while (!waiting.isEmpty() && mayPass(ctx, waiting.element())) {
            pass(ctx, waiting.remove());
        }
        hasPassed = false;
        ctx.fireChannelReadComplete();
        if (!waiting.isEmpty()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    private boolean mayPass(ChannelHandlerContext ctx, Object message) {
        return !(message instanceof HttpRequest) || !hasPassed && !isAnswering && ctx.channel().isWritable();
    }

    private void pass(ChannelHandlerContext ctx, Object message) {
        hasPassed |= message instanceof HttpRequest;
        isAnswering |= message instanceof HttpRequest;
        ctx.fireChannelRead(message);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void forget() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
