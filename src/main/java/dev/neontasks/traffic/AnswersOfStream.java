package dev.neontasks.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2RemoteFlowController.FlowControlled;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2Stream.State;

/** What an HTTP/2 stream was given and has no window for. */
final class AnswersOfStream {

    /** Bytes that Vert.x keeps of a request whose stream is open, besides its answer. */
    private static final int OF_REQUEST = 8 << 10;

    private final AnswersUnread unread;
    private long queued;
    private long taken;

    AnswersOfStream(Answers answers, Http2ConnectionHandler connection, ChannelHandlerContext ctx, Http2Stream stream) {
        unread = answers.reader(() -> {
            // Every byte is told of.
        }, () -> ctx.executor().execute(() -> reset(connection, ctx, stream)));
    }

    FlowControlled with(FlowControlled frame) {
        change(frame.size());
        return new AnswersFrame(this, frame);
    }

    void taken(int bytes) {
        taken += bytes;
        change(-bytes);
    }

    void dropped(int bytes) {
        change(-bytes);
    }

    void end() {
        unread.end();
    }

    private void change(int bytes) {
        queued += bytes;
        unread.now(queued == 0 ? 0 : queued + OF_REQUEST, taken);
    }

    private static void reset(Http2ConnectionHandler connection, ChannelHandlerContext ctx, Http2Stream stream) {
        if (stream.state() == State.CLOSED) {
            return;
        }
        connection.resetStream(ctx, stream.id(), Http2Error.CANCEL.code(), ctx.newPromise());
        // Now, and not when the frame has gone out, which may never be.
        stream.close();
        ctx.flush();
    }
}
