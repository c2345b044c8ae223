package dev.neontasks.attacks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request on a connection of its own, as a probe of Kubernetes is, and whoever comes for the first time.
 *
 * @param patience how long the whole of it may take
 */
record Ask(String from, int port, byte[] request, Duration patience) {

    /** From an address that is not the attackers'. */
    static Ask innocent(int port, byte[] request, Duration patience) {
        return new Ask("127.0.0.1", port, request, patience);
    }

    /** All that came back until the service closed the connection. */
    String answer() throws IOException {
        var end = System.nanoTime() + patience.toNanos();
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), (int) patience.toMillis());
            socket.getOutputStream().write(request);
            var answer = new ByteArrayOutputStream();
            var buffer = new byte[8192];
            int count;
            do {
                socket.setSoTimeout(millisUntil(end));
                count = socket.getInputStream().read(buffer);
                answer.write(buffer, 0, Math.max(count, 0));
            } while (count >= 0);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** The status, as text. */
    String status() throws IOException {
        return answer().replaceFirst("(?s)^HTTP/1\\.1 (\\d{3}).*", "$1");
    }

    private static int millisUntil(long end) throws SocketTimeoutException {
        var millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) millis;
    }
}
