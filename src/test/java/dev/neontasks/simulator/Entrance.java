package dev.neontasks.simulator;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

import javax.net.ssl.ExtendedSSLSession;

/** Leads one client through TLS to its start-up message; Neon answers this much whether or not the compute is awake. */
final class Entrance {

    private final Faults faults;
    private final TlsEnd tls;
    private Socket socket;
    private Door door;
    private boolean secure;

    Entrance(Socket socket, Door door, Faults faults, TlsEnd tls) {
        this.socket = socket;
        this.door = door;
        this.faults = faults;
        this.tls = tls;
    }

    /** Returns the start-up message or a cancellation, which may come without TLS. */
    StartUp admit() throws IOException, InterruptedException {
        faults.connections.pass();
        // The handshake of TCP, which the system did without latency.
        faults.roundTrip();
        while (true) {
            var in = new DataInputStream(socket.getInputStream());
            var first = in.read();
            if (first == TlsEnd.HANDSHAKE && !secure) {
                secure((byte) first);
                continue;
            }
            var startUp = StartUp.read(first, in);
            switch (startUp.code()) {
                case StartUp.SSL -> {
                    if (faults.tls() == ServerTls.ABSENT) {
                        answer('N');
                    } else {
                        answer('S');
                        secure();
                    }
                }
                case StartUp.GSS_ENCRYPTION -> answer('N');
                default -> {
                    faults.connections.pass();
                    return startUp;
                }
            }
        }
    }

    /** Where the client now reads and writes. */
    Socket socket() {
        return socket;
    }

    Door door() {
        return door;
    }

    boolean isSecure() {
        return secure;
    }

    private void answer(char letter) throws IOException, InterruptedException {
        faults.roundTrip();
        socket.getOutputStream().write(letter);
    }

    private void secure(byte... read) throws IOException, InterruptedException {
        var presented = faults.tls();
        if (presented == ServerTls.ABSENT) {
            throw new EOFException("There is no TLS");
        }
        faults.roundTrip();
        var secured = tls.secure(socket, presented, read);
        door = Door.of(((ExtendedSSLSession) secured.getSession()).getRequestedServerNames(), door);
        socket = secured;
        secure = true;
    }
}
