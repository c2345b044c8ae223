package dev.neontasks.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message after the start-up message, in either direction (PostgreSQL manual, "Message Formats").
 *
 * @param bytes with type and length, as they go over the wire
 */
record Message(char type, byte[] bytes) {

    static final char AUTHENTICATION = 'R';
    static final char BACKEND_KEY = 'K';
    static final char READY = 'Z';

    /** The client's, at the end of what belongs together. */
    static final Message SYNC = of('S', new byte[0]);

    private static final int HEADER = 5;
    private static final int SASL = 10;

    /** Empty at the end of the stream. */
    static Optional<Message> read(DataInputStream in) throws IOException {
        var type = in.read();
        if (type < 0) {
            return Optional.empty();
        }
        var length = in.readInt();
        var bytes = ByteBuffer.allocate(1 + length).put((byte) type).putInt(length);
        in.readFully(bytes.array(), HEADER, length - 4);
        return Optional.of(new Message((char) type, bytes.array()));
    }

    static Message error(String severity, String sqlState, String text) {
        return of('E', ("S" + severity + "\0V" + severity + "\0C" + sqlState + "\0M" + text + "\0\0").getBytes(UTF_8));
    }

    /** Without the offer to bind SCRAM to this TLS channel, which ends here and not at the server. */
    Message withoutChannelBinding() {
        if (type != AUTHENTICATION || body().getInt() != SASL) {
            return this;
        }
        var offered = new String(bytes, HEADER + 4, bytes.length - HEADER - 4, UTF_8).replace("SCRAM-SHA-256-PLUS\0", "")
                .getBytes(UTF_8);
        return of(AUTHENTICATION, ByteBuffer.allocate(4 + offered.length).putInt(SASL).put(offered).array());
    }

    /** Whether the client may wait for the server to be ready after it: Query and Sync. */
    boolean endsInReady() {
        return type == 'Q' || type == 'S';
    }

    ByteBuffer body() {
        return ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER).slice();
    }

    /** The zero-terminated strings at the start of the body. */
    List<String> strings(int count) {
        var strings = new ArrayList<String>();
        var from = HEADER;
        while (strings.size() < count) {
            var to = from;
            while (bytes[to] != 0) {
                to++;
            }
            strings.add(new String(bytes, from, to - from, UTF_8));
            from = to + 1;
        }
        return strings;
    }

    private static Message of(char type, byte[] body) {
        var length = 4 + body.length;
        return new Message(type, ByteBuffer.allocate(1 + length).put((byte) type).putInt(length).put(body).array());
    }
}
