package dev.neontasks.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A port that refuses, swallows or forwards to a database, as a test wants it. It starts by refusing. */
final class Relay implements AutoCloseable {

    final int port = PackagedService.freePort();
    private final int target;
    private final List<AutoCloseable> open = new ArrayList<>();

    Relay(int target) {
        this.target = target;
    }

    /** The URL of the database by way of this relay. */
    String url(String direct) {
        return direct.replace(":" + target + "/", ":" + port + "/");
    }

    /** Nobody listens. */
    synchronized void refuse() {
        for (var each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        open.clear();
    }

    /** Connection attempts are neither taken nor refused: the queue of a listener that never accepts is full. */
    synchronized void swallow() throws IOException {
        refuse();
        var listener = listen(1);
        open.add(listener);
        for (var filler = 0; filler < 3; filler++) {
            var socket = new Socket();
            open.add(socket);
            try {
                socket.connect(new InetSocketAddress("localhost", port), 200);
            } catch (IOException e) {
                return;
            }
        }
    }

    /** As if the database were here. */
    synchronized void forward() throws IOException {
        refuse();
        var listener = listen(50);
        open.add(listener);
        run(() -> {
            while (true) {
                var client = listener.accept();
                var server = new Socket("localhost", target);
                synchronized (this) {
                    if (listener.isClosed()) {
                        // Taken just before that, and not known to it.
                        client.close();
                        server.close();
                        return;
                    }
                    open.add(client);
                    open.add(server);
                }
                run(() -> copy(client.getInputStream(), server.getOutputStream(), server));
                run(() -> copy(server.getInputStream(), client.getOutputStream(), client));
            }
        });
    }

    private ServerSocket listen(int backlog) throws IOException {
        var listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port), backlog);
        return listener;
    }

    private static void copy(InputStream from, OutputStream to, Socket end) throws IOException {
        try (end) {
            from.transferTo(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one end is gone, and so is the other
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        refuse();
    }
}
