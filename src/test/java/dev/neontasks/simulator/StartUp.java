package dev.neontasks.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

/** What a client says before there is a session: a wish for encryption or a cancellation, or the start-up message. */
record StartUp(int code, byte[] bytes) {

    static final int SSL = 80877103;
    static final int GSS_ENCRYPTION = 80877104;
    static final int CANCEL = 80877102;

    /** What Neon's proxy passes on; it drops all else without a word. */
    private static final Set<String> PASSED_ON = Set.of("user", "database", "application_name", "replication", "options");
    private static final int LONGEST = 10_000;

    /** Reads one whose first byte is {@code first}. */
    static StartUp read(int first, DataInputStream in) throws IOException {
        var length = first << 24 | in.readUnsignedShort() << 8 | in.readUnsignedByte();
        if (first < 0 || length < 8 || length > LONGEST) {
            throw new EOFException("No start-up message");
        }
        var rest = in.readNBytes(length - 4);
        return of(ByteBuffer.wrap(rest).getInt(), Arrays.copyOfRange(rest, 4, rest.length));
    }

    static StartUp of(int code, byte[] body) {
        var length = 8 + body.length;
        return new StartUp(code, ByteBuffer.allocate(length).putInt(length).putInt(code).put(body).array());
    }

    /** The start-up message as it reaches the compute. */
    StartUp passedOn() {
        var parameters = new String(bytes, 8, bytes.length - 8, UTF_8).split("\0");
        var kept = new StringBuilder("client_encoding\0UTF8\0");
        for (var name = 0; name + 1 < parameters.length; name += 2) {
            if (PASSED_ON.contains(parameters[name])) {
                kept.append(parameters[name]).append('\0').append(parameters[name + 1]).append('\0');
            }
        }
        return of(code, kept.append('\0').toString().getBytes(UTF_8));
    }
}
