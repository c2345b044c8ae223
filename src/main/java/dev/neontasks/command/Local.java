package dev.neontasks.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

import dev.neontasks.environment.Environment;

/** Asks the service on this machine, without a client for HTTP, which would take longer to load than to ask. */
final class Local {

    private static final int PATIENCE_MILLIS = 2000;
    private static final int LONGEST = 64 * 1024;
    private static final String REQUEST = "GET %s HTTP/1.0\r\n\r\n";

    private Local() {
    }

    /** The answer, its head too, up to {@link #LONGEST} bytes. */
    static String ask(Environment environment, String path) throws IOException {
        return ask(environment, path, LONGEST);
    }

    /** As many bytes of the answer, its head first. */
    static String ask(Environment environment, String path, int most) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(environment), environment.get(ServerKeys.PORT)), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(REQUEST.formatted(path).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(most), StandardCharsets.UTF_8);
        }
    }

    private static InetAddress address(Environment environment) throws UnknownHostException {
        var host = InetAddress.getByName(environment.get(ServerKeys.HOST));
        return host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    }
}
