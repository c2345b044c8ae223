package dev.neontasks.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.neontasks.attacks.Turn.Reading;

/** One connection of an attacker, from its beginning to its end. For one thread. */
final class Visit {

    /** Who does not read does not see that it was cut off, and so comes anew. */
    private static final Duration UNREAD = Duration.ofSeconds(20);
    /** For what was sent to be read. */
    private static final Duration GOING = Duration.ofMillis(50);
    /** So small that what is not read stays with the service. */
    private static final int RECEIVE_BUFFER = 4096;
    private static final int STATUS_LINE = "HTTP/1.1 200".length();
    private static final ByteBuffer DRAIN = ByteBuffer.allocateDirect(1 << 16);
    private static final byte DROP = 'a';
    private static final byte[] ANSWER = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);

    final int connection;
    private final Turn turn;
    private final Tally tally;
    private ByteBuffer rest;
    private final ByteBuffer beginning = ByteBuffer.allocate(STATUS_LINE);
    private final SocketChannel channel;
    private final SelectionKey key;
    private final long begun = System.nanoTime();
    private long moved = begun;
    /** Bytes of what an answer begins with that have just been read. */
    private int answering;
    private boolean over;

    Visit(int connection, Turn turn, InetSocketAddress from, InetSocketAddress to, Selector selector, Tally tally) {
        this.connection = connection;
        this.turn = turn;
        this.tally = tally;
        rest = ByteBuffer.wrap(turn.sent());
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            // Leaves no trace on the machine: an end by it is a reset.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            if (!readsAll()) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            }
            channel.bind(from);
            channel.connect(to);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOver() {
        return over;
    }

    void advance() {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_WRITE | (readsAll() ? SelectionKey.OP_READ : 0));
            }
            if (key.isValid() && key.isWritable()) {
                channel.write(rest);
                if (!rest.hasRemaining()) {
                    key.interestOpsAnd(~SelectionKey.OP_WRITE);
                }
            }
            if (key.isValid() && key.isReadable()) {
                if (read(DRAIN) < 0) {
                    ended();
                } else if (turn.again().length > 0) {
                    askAgain(answers(DRAIN.rewind()));
                }
            }
        } catch (IOException e) {
            ended();
        }
    }

    private int answers(ByteBuffer read) {
        var answers = 0;
        while (read.hasRemaining()) {
            var next = read.get();
            answering = next == ANSWER[answering] ? answering + 1 : next == ANSWER[0] ? 1 : 0;
            if (answering == ANSWER.length) {
                answering = 0;
                answers++;
            }
        }
        return answers;
    }

    private void askAgain(int times) throws IOException {
        tally.answered(times);
        var more = ByteBuffer.allocate(rest.remaining() + times * turn.again().length).put(rest);
        while (more.hasRemaining()) {
            more.put(turn.again());
        }
        rest = more.flip();
        channel.write(rest);
        if (rest.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    /** What a second's passing brings about. */
    void tick(long now) {
        if (over || key.interestOps() == SelectionKey.OP_CONNECT) {
            return;
        }
        try {
            if (!readsAll() && now - begun > UNREAD.toNanos() || turn.reading() == Reading.GOES && !rest.hasRemaining()
                    && now - begun > GOING.toNanos()) {
                leave();
            } else if (now - moved > Duration.ofSeconds(1).toNanos()) {
                moved = now;
                if (turn.isDripping() && !rest.hasRemaining()) {
                    channel.write(ByteBuffer.wrap(new byte[] { DROP }));
                }
                if (turn.reading() == Reading.SIPS && read(ByteBuffer.allocate(1)) < 0) {
                    ended();
                }
            }
        } catch (IOException e) {
            ended();
        }
    }

    private boolean readsAll() {
        return turn.reading() == Reading.ALL || turn.reading() == Reading.GOES;
    }

    private int read(ByteBuffer into) throws IOException {
        var count = channel.read(into.clear());
        into.flip();
        while (into.hasRemaining() && beginning.hasRemaining()) {
            beginning.put(into.get());
        }
        return count;
    }

    /** By the service, or because it is not there. */
    private void ended() {
        tally.ended(answer(), Duration.ofNanos(System.nanoTime() - begun));
        close();
    }

    /** By the attacker. */
    void leave() {
        tally.left(answer(), Duration.ofNanos(System.nanoTime() - begun));
        close();
    }

    private String answer() {
        var text = new String(beginning.array(), 0, beginning.position(), StandardCharsets.ISO_8859_1);
        return text.startsWith("HTTP/1.") && text.length() == STATUS_LINE ? text.substring(STATUS_LINE - 3) : "none";
    }

    private void close() {
        over = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
