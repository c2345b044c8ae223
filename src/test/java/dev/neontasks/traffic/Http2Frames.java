package dev.neontasks.traffic;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HTTP/2 as it is on the wire, RFC 9113: for what no client library would send. */
final class Http2Frames {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int HEAD = 9;

    record Frame(int type, int flags, int stream, byte[] payload) {

        /** The 32 bits at {@code index} of the payload. */
        int number(int index) {
            return ByteBuffer.wrap(payload).getInt(index);
        }
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** What a connection begins with. */
    static Http2Frames begin() {
        var frames = new Http2Frames();
        frames.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return frames.add(SETTINGS, 0, 0);
    }

    Http2Frames add(int type, int flags, int stream, byte... payload) {
        write(new byte[] { (byte) (payload.length >> 16), (byte) (payload.length >> 8), (byte) payload.length, (byte) type,
                (byte) flags, (byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream });
        write(payload);
        return this;
    }

    /** {@code POST path}, as JSON, by names and values of HPACK's static table. */
    Http2Frames post(int stream, int flags, String path) {
        return post(stream, flags, path, new byte[0]);
    }

    /** The same, which says how long its body is. */
    Http2Frames post(int stream, int flags, String path, int length) {
        var digits = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
        return post(stream, flags, path, ByteBuffer.allocate(3 + digits.length)
                .put(new byte[] { 0x0f, 0x0d, (byte) digits.length }).put(digits).array());
    }

    private Http2Frames post(int stream, int flags, String path, byte[] more) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] { (byte) 0x83, (byte) 0x86, 0x04, (byte) path.length() });
        block.writeBytes(path.getBytes(StandardCharsets.US_ASCII));
        block.writeBytes(new byte[] { 0x01, 1, 'x' });
        // content-type
        block.writeBytes(new byte[] { 0x0f, 0x10, 16 });
        block.writeBytes("application/json".getBytes(StandardCharsets.US_ASCII));
        block.writeBytes(more);
        return add(HEADERS, flags | END_HEADERS, stream, block.toByteArray());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private void write(byte[] some) {
        bytes.writeBytes(some);
    }

    /** The next frame that comes. */
    static Frame read(Socket socket) {
        try {
            var in = new DataInputStream(socket.getInputStream());
            var head = in.readNBytes(HEAD);
            if (head.length < HEAD) {
                throw new IOException("the connection has ended");
            }
            var length = (head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | head[2] & 0xFF;
            var stream = (head[5] & 0x7F) << 24 | (head[6] & 0xFF) << 16 | (head[7] & 0xFF) << 8 | head[8] & 0xFF;
            return new Frame(head[3], head[4], stream, in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next one of this type. */
    static Frame read(Socket socket, int type) {
        var frame = read(socket);
        while (frame.type() != type) {
            frame = read(socket);
        }
        return frame;
    }
}
