package dev.neontasks.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What is answered, to the letter, to what no client library would send. */
public final class RawHttp {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final int PATIENCE_MILLIS = 10_000;

    /** All that came back, and whether the other side ended the connection. */
    public record Answers(String text, boolean ended) {

        public List<Integer> statuses() {
            return STATUS.matcher(text).results().map(status -> Integer.valueOf(status.group(1))).toList();
        }
    }

    private RawHttp() {
    }

    /** Sends bytes as ISO 8859-1 has them, and reads until the other side ends the connection or stays silent for 10 s. */
    public static Answers ask(int port, String bytes) throws IOException {
        var text = new StringBuilder();
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            var buffer = new byte[8192];
            for (var count = 0; count >= 0; count = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException e) {
            return new Answers(text.toString(), false);
        } catch (SocketException e) {
            // It was ended while something was still on its way.
        }
        return new Answers(text.toString(), true);
    }
}
