package dev.neontasks.traffic;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * Hands on what an HTTP/2 connection brings, one request in each turn of its event loop: a read may bring a hundred, each of
 * which costs as much as one of HTTP/1, and whoever comes on another connection, such as a probe, would wait for all of them.
 */
final class Http2Turns {

    /** Of a frame, RFC 9113, 4.1: its length in three bytes, its type, its flags, and its stream. */
    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int HEADERS = 1;
    private static final int FLAGS = 4;
    private static final int END_STREAM = 1;
    /** All others cost next to nothing, but there may be many of them. */
    private static final int FRAMES = 32;

    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private final Predicate<Boolean> begins;
    private boolean isDue;
    private int type;
    private int flags;
    private int stream;
    private int lastStream;
    /** Bytes of the present frame's head that have been seen, and of its payload that have not. */
    private int head;
    private int payload;
    private int frames;

    /**
     * @param begins is told of each request, before it is handed on, whether nothing is to follow its head; false refuses it
     */
    Http2Turns(Predicate<Boolean> begins) {
        this.begins = begins;
    }

    /** Takes {@code bytes} over. */
    void read(ChannelHandlerContext context, ByteBuf bytes) {
        waiting.add(bytes);
        if (!isDue) {
            take(context);
        }
    }

    private void take(ChannelHandlerContext context) {
        frames = 0;
        while (!waiting.isEmpty() && frames < FRAMES) {
            var bytes = waiting.element();
            context.fireChannelRead(bytes.readRetainedSlice(next(bytes)));
            // Whoever takes it may end the connection, and then nothing waits.
            if (waiting.peek() == bytes && !bytes.isReadable()) {
                waiting.remove().release();
            }
        }
        var isOver = waiting.isEmpty();
        context.channel().config().setAutoRead(isOver && context.channel().isWritable());
        if (!isOver) {
            isDue = true;
            NextTurn.of(context, () -> goOn(context));
        }
    }

    private void goOn(ChannelHandlerContext context) {
        isDue = false;
        take(context);
        context.fireChannelReadComplete();
    }

    /** How many bytes come next: as many as there are of one head, or of one payload. */
    private int next(ByteBuf bytes) {
        if (head < HEAD) {
            var count = Math.min(HEAD - head, bytes.readableBytes());
            for (var at = 0; at < count; at++) {
                seen(bytes.getUnsignedByte(bytes.readerIndex() + at));
            }
            endIfWhole();
            return count;
        }
        var count = Math.min(payload, bytes.readableBytes());
        payload -= count;
        endIfWhole();
        return count;
    }

    private void seen(int byteOfHead) {
        if (head < TYPE) {
            payload = payload << Byte.SIZE | byteOfHead;
        } else if (head == TYPE) {
            type = byteOfHead;
        } else if (head == FLAGS) {
            flags = byteOfHead;
            stream = 0;
        } else {
            stream = stream << Byte.SIZE | byteOfHead;
        }
        head++;
        if (head == HEAD && type == HEADERS && stream > lastStream) {
            // Those of an earlier stream are trailers.
            lastStream = stream;
            frames += begins.test((flags & END_STREAM) != 0) ? FRAMES - 1 : 0;
        }
    }

    private void endIfWhole() {
        if (head == HEAD && payload == 0) {
            head = 0;
            frames++;
        }
    }

    /** Nothing more is handed on. */
    void forget() {
        waiting.forEach(ByteBuf::release);
        waiting.clear();
    }
}
