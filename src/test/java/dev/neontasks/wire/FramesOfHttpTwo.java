package dev.neontasks.wire;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection of HTTP/2, RFC 9113, frame by frame, as no client library would send them. All that comes back is read. */
public final class FramesOfHttpTwo implements AutoCloseable {

    public static final int INITIAL_WINDOW_SIZE = 4;
    public static final int END_HEADERS = 4;
    public static final int END_STREAM = 1;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;

    private final Socket socket;
    private final DataOutputStream out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<Integer, Integer> answered = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> refused = new ConcurrentHashMap<>();
    private final Queue<Integer> farewells = new ConcurrentLinkedQueue<>();

    public FramesOfHttpTwo(int port) throws IOException {
        socket = new Socket("localhost", port);
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        frame(SETTINGS, 0, 0, new byte[0]);
        var reader = new Thread(this::read, "frames");
        reader.setDaemon(true);
        reader.start();
    }

    public void settings(int setting, int value) throws IOException {
        frame(SETTINGS, 0, 0, new byte[] { 0, (byte) setting, (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8),
                (byte) value });
    }

    public void request(int stream, String method, String path, boolean whole) throws IOException {
        headers(stream, END_HEADERS | (whole ? END_STREAM : 0), head(method, path));
        out.flush();
    }

    public void headers(int stream, int flags, byte[] block) throws IOException {
        frame(HEADERS, flags, stream, block);
    }

    public void continuation(int stream, int flags, byte[] block) throws IOException {
        frame(CONTINUATION, flags, stream, block);
    }

    public void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, new byte[] { 0, 0, 0, 8 });
    }

    public void ping() throws IOException {
        frame(PING, 0, 0, new byte[8]);
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** A head without Huffman coding and without a table, RFC 7541, section 6.2.2. */
    public static byte[] head(String method, String path) {
        var block = new ByteArrayOutputStream();
        // :scheme http
        block.write(0x86);
        literal(block, 2, method);
        literal(block, 4, path);
        literal(block, 1, "localhost");
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    private void read() {
        try (var in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                var payload = new byte[in.readUnsignedByte() << 16 | in.readUnsignedShort()];
                var type = in.readUnsignedByte();
                in.readUnsignedByte();
                var stream = in.readInt();
                in.readFully(payload);
                switch (type) {
                    case HEADERS, DATA -> answered.merge(stream, 1, Integer::sum);
                    case RST_STREAM -> refused.put(stream, (int) payload[3]);
                    case GOAWAY -> farewells.add((int) payload[7]);
                    default -> {
                        // Of no interest here.
                    }
                }
            }
        } catch (IOException e) {
            ended.countDown();
        }
    }

    /** Whether the other side ends the connection within this time. */
    public boolean ends(int seconds) throws InterruptedException {
        return ended.await(seconds, TimeUnit.SECONDS);
    }

    /** Streams that got a head or a body. */
    public int answered() {
        return answered.size();
    }

    /** Streams that were refused or ended by the other side. */
    public int refused() {
        return refused.size();
    }

    /** Why the connection was ended, RFC 9113, section 7. */
    public Queue<Integer> farewells() {
        return farewells;
    }

    @Override
    public void close() throws IOException {
        try {
            out.flush();
        } catch (SocketException e) {
            // It has been ended.
        }
        socket.close();
    }
}
