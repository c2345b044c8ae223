package dev.neontasks.command.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import dev.neontasks.database.url.DatabaseUrl;

/** The way to the server, before anybody logs in: its name, its port, its certificate. */
final class Network {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Network() {
    }

    static void walk(Steps steps, DatabaseUrl url) {
        var addresses = steps.step("name", () -> InetAddress.getAllByName(url.host()),
                found -> Arrays.stream(found).map(InetAddress::getHostAddress).collect(Collectors.joining(" ")));
        var socket = steps.step("tcp", () -> connected(addresses, url.port()),
                made -> "connected to " + made.getInetAddress().getHostAddress() + " port " + url.port());
        var probe = new TlsProbe(url);
        steps.step("tls", () -> probe.shakeHands(socket), probe::described);
    }

    /** The first address that answers, as the driver takes it. */
    private static Socket connected(InetAddress[] addresses, int port) throws IOException {
        var failure = new IOException("no address");
        for (var address : addresses) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
                socket.setSoTimeout((int) PATIENCE.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        if (failure instanceof SocketTimeoutException) {
            throw Fault.NO_ANSWER.because("no answer in time");
        }
        throw failure;
    }
}
