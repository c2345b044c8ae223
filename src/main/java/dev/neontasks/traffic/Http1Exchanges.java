package dev.neontasks.traffic;

import java.util.Optional;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

import dev.neontasks.api.UnreadableHead;

/**
 * The requests and answers of one HTTP/1 connection, RFC 9112, section 9: it knows who waits for whom. The connection ends when
 * more than {@link #MOST_AHEAD} requests are on it whose answers have not left, and with an answer that says
 * {@code Connection: close}, after which nothing on it is a request. No upgrade to HTTP/2 is offered: a proxy that let one
 * through would no longer see what goes through it.
 */
final class Http1Exchanges extends ChannelDuplexHandler {

    /** Whoever pipelines at all sends a few at once; each that waits is memory, and so is each answer that nobody reads. */
    static final int MOST_AHEAD = 32;

    private final Connection connection;
    private long messages;
    /** Requests whose answers have not left. */
    private int unanswered;
    private boolean isMidHead = true;
    private boolean isMidBody;
    private boolean isEnding;
    /** The newest one, after which nothing is read, when its head could not be. */
    private Optional<HttpRequest> unreadable = Optional.empty();
    /** Not all that was flushed has left. */
    private boolean isUnread;

    Http1Exchanges(Connection connection) {
        this.connection = connection;
    }

    /** Heads and parts of bodies that have been read. */
    long messages() {
        return messages;
    }

    /** Whether what was read since the last of them is part of a head. */
    void isMidHead(boolean isMidHead) {
        this.isMidHead = isMidHead;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        messages++;
        isMidBody = !(message instanceof LastHttpContent);
        if (isEnding || !context.channel().isActive()) {
            // No request: the rest of one that is answered, or what is left of one whose sender has gone.
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            unanswered++;
            if (unanswered > MOST_AHEAD) {
                ReferenceCountUtil.release(message);
                isEnding = true;
                connection.close(ConnectionEnd.TOO_FAR_AHEAD);
                return;
            }
            unreadable = request.decoderResult().isFailure() ? Optional.of(request) : Optional.empty();
            if (request.headers().containsValue(HttpHeaderNames.UPGRADE, "h2c", true)) {
                request.headers().remove(HttpHeaderNames.UPGRADE);
            }
        } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            // Vert.x would end the connection too, and count its request as reset twice.
            ReferenceCountUtil.release(message);
            isEnding = true;
            connection.close(ConnectionEnd.BROKEN_BODY);
            return;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object given, ChannelPromise promise) {
        var message = worded(given);
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                context.write(message, promise);
                return;
            }
            isEnding |= response.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        }
        if (message instanceof LastHttpContent) {
            // Not before it is with the kernel: who reads slowly is not idle.
            context.write(message, promise.unvoid().addListener(written -> answered(context)));
        } else {
            context.write(message, promise.unvoid().addListener(written -> read(context.channel())));
        }
    }

    /** Vert.x answers an unreadable request without a word. */
    private Object worded(Object message) {
        if (unreadable.isEmpty() || unanswered > 1 || !(message instanceof HttpResponse response)
                || !response.status().equals(HttpResponseStatus.BAD_REQUEST)) {
            return message;
        }
        ReferenceCountUtil.release(message);
        return UnreadableHead.answer(unreadable.get());
    }

    /** Vert.x would take the failure for one end of the request, and that of the connection for another, and count both. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /** Tells what is left when all has been given to the socket that it takes. */
    void flushed(Channel channel) {
        isUnread = Connection.isUnread(channel);
        settle();
    }

    private void read(Channel channel) {
        if (isUnread && !Connection.isUnread(channel)) {
            isUnread = false;
            settle();
        }
    }

    private void answered(ChannelHandlerContext context) {
        unanswered--;
        isUnread &= Connection.isUnread(context.channel());
        if (isEnding) {
            unanswered = 0;
            if (isMidBody && context.channel() instanceof DuplexChannel channel) {
                // Closed with bytes unread it would take the answer with it.
                channel.shutdownOutput();
                channel.config().setAutoRead(true);
            }
        }
        settle();
    }

    /** Tells whose turn it is. */
    void settle() {
        if (unanswered > 0) {
            if (isMidBody) {
                connection.awaits(ConnectionWait.BODY);
            } else if (isUnread) {
                connection.awaits(ConnectionWait.READING);
            } else {
                connection.isServed(unanswered > 1);
            }
        } else if (isMidBody) {
            connection.awaits(ConnectionWait.UNREAD);
        } else if (isEnding) {
            connection.disconnect();
        } else {
            connection.awaits(isMidHead ? ConnectionWait.HEAD : ConnectionWait.IDLE);
        }
    }
}
