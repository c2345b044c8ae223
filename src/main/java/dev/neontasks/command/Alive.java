package dev.neontasks.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

import dev.neontasks.environment.BasePath;
import dev.neontasks.environment.Environment;

/** Asks the service beside it whether it lives: the health check of a container that has no shell. 0 for yes, 1 for no. */
final class Alive implements Command {

    private static final int PATIENCE_MILLIS = 2000;
    private static final String REQUEST = "GET %s/health/live HTTP/1.0\r\n\r\n";

    @Override
    public int run(Environment environment) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(environment), environment.get(ServerKeys.PORT)), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var request = REQUEST.formatted(environment.get(BasePath.VARIABLE).path());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes("HTTP/1.0 200".length()), StandardCharsets.US_ASCII);
            return status.endsWith(" 200") ? 0 : 1;
        } catch (IOException e) {
            return 1;
        }
    }

    private static InetAddress address(Environment environment) throws UnknownHostException {
        var host = InetAddress.getByName(environment.get(ServerKeys.HOST));
        return host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    }
}
