package dev.neontasks.simulator;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes connections, and knows the sessions there are. */
record Proxy(Backend backend, TlsEnd tls, Compute compute, Faults faults, Tally tally, Set<Session> sessions,
        Set<Socket> sockets) {

    Proxy(Backend backend, TlsEnd tls, Compute compute, Faults faults, Tally tally) {
        this(backend, tls, compute, faults, tally, ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    }

    void take(Socket client, Door door) {
        tally.connections.increment();
        sockets.add(client);
        Background.run("client " + client.getPort(), () -> {
            try (client) {
                client.setTcpNoDelay(true);
                serve(client, new Entrance(client, door, faults, tls));
            } finally {
                sockets.remove(client);
            }
        });
    }

    private void serve(Socket wire, Entrance entrance) throws IOException, InterruptedException {
        var startUp = entrance.admit();
        if (startUp.code() == StartUp.CANCEL) {
            backend.cancel(startUp.bytes());
            return;
        }
        tally.startUps.increment();
        var refusal = entrance.isSecure() ? faults.answer() : Optional.of(ProxyError.INSECURE.text());
        if (refusal.isEmpty()) {
            compute.awaken();
            refusal = relay(wire, entrance, startUp);
        }
        if (refusal.isPresent()) {
            faults.roundTrip();
            try (var client = entrance.socket()) {
                client.getOutputStream().write(Message.error("ERROR", "XX000", refusal.get()).bytes());
            }
        }
    }

    /** Returns what went wrong before there was a session. */
    private Optional<String> relay(Socket wire, Entrance entrance, StartUp startUp) throws IOException, InterruptedException {
        Socket server;
        try {
            server = backend.connect();
        } catch (IOException e) {
            return Optional.of(ProxyError.NO_COMPUTE.text());
        }
        try (server) {
            var session = new Session(wire, entrance.socket(), server, entrance.door(), this);
            sessions.add(session);
            try {
                if (compute.isAsleep()) {
                    session.suspend();
                }
                session.run(startUp);
            } finally {
                sessions.remove(session);
            }
        }
        return Optional.empty();
    }
}
