package dev.neontasks.traffic;

import java.util.Optional;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/** The flow control of an HTTP/2 connection (RFC 9113, 5.2), with an eye on what waits for a window. */
final class AnswersFlow implements Http2RemoteFlowController {

    private final Answers answers;
    private final Http2ConnectionHandler connection;
    private final Http2RemoteFlowController flow;
    private final PropertyKey key;

    private AnswersFlow(Answers answers, Http2ConnectionHandler connection) {
        this.answers = answers;
        this.connection = connection;
        flow = connection.encoder().flowController();
        key = connection.connection().newKey();
    }

    static void watch(Answers answers, Http2ConnectionHandler handler) {
        var watched = new AnswersFlow(answers, handler);
        handler.connection().remote().flowController(watched);
        handler.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                watched.known(stream).ifPresent(AnswersOfStream::end);
            }
        });
    }

    private Optional<AnswersOfStream> known(Http2Stream stream) {
        return Optional.ofNullable(stream.<AnswersOfStream> getProperty(key));
    }

    private AnswersOfStream of(Http2Stream stream) {
        return known(stream).orElseGet(() -> {
            var answer = new AnswersOfStream(answers, connection, channelHandlerContext(), stream);
            stream.setProperty(key, answer);
            return answer;
        });
    }

    @Override
    public void addFlowControlled(Http2Stream stream, FlowControlled payload) {
        flow.addFlowControlled(stream, of(stream).with(payload));
    }

    @Override
    public ChannelHandlerContext channelHandlerContext() {
        return flow.channelHandlerContext();
    }

    @Override
    public void channelHandlerContext(ChannelHandlerContext ctx) throws Http2Exception {
        flow.channelHandlerContext(ctx);
    }

    @Override
    public boolean hasFlowControlled(Http2Stream stream) {
        return flow.hasFlowControlled(stream);
    }

    @Override
    public void writePendingBytes() throws Http2Exception {
        flow.writePendingBytes();
    }

    @Override
    public void listener(Listener listener) {
        flow.listener(listener);
    }

    @Override
    public boolean isWritable(Http2Stream stream) {
        return flow.isWritable(stream);
    }

    @Override
    public void channelWritabilityChanged() throws Http2Exception {
        flow.channelWritabilityChanged();
    }

    @Override
    public void updateDependencyTree(int child, int parent, short weight, boolean exclusive) {
        flow.updateDependencyTree(child, parent, weight, exclusive);
    }

    @Override
    public void initialWindowSize(int size) throws Http2Exception {
        flow.initialWindowSize(size);
    }

    @Override
    public int initialWindowSize() {
        return flow.initialWindowSize();
    }

    @Override
    public int windowSize(Http2Stream stream) {
        return flow.windowSize(stream);
    }

    @Override
    public void incrementWindowSize(Http2Stream stream, int delta) throws Http2Exception {
        flow.incrementWindowSize(stream, delta);
    }
}
