package dev.neontasks.traffic;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.neontasks.Person;

/** One connection that speaks HTTP/1.1 by hand, and reads when it is told to; its kernel takes next to nothing by itself. */
final class Caller implements AutoCloseable {

    private static final int PATIENCE = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    Caller(int port) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("localhost", port), PATIENCE);
        socket.setSoTimeout(PATIENCE);
        in = new BufferedInputStream(socket.getInputStream(), 1024);
    }

    static String get(String path, Person person) {
        return "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n".formatted(path, person.token());
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a line of the answer says; nothing more of it is read. */
    String line() throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("ended after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** The status of the next answer, which has a length. */
    int answer() throws IOException {
        var status = Integer.parseInt(line().split(" ")[1]);
        var length = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase().startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    void read(int bytes) throws IOException {
        in.skipNBytes(bytes);
    }

    /** Whether the other side has ended it. */
    boolean isCut() {
        try {
            socket.sendUrgentData(0);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
