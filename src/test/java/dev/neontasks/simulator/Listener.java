package dev.neontasks.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A port of the loopback interface that can be closed and opened again. */
final class Listener implements AutoCloseable {

    private static final long LONGEST_END = 1000;

    private final Consumer<Socket> client;
    private ServerSocket socket;
    private Thread accepting;

    Listener(int port, Consumer<Socket> client) {
        this.client = client;
        this.socket = listen(port);
    }

    synchronized int port() {
        return socket.getLocalPort();
    }

    synchronized void open() {
        if (socket.isClosed()) {
            socket = listen(socket.getLocalPort());
        }
    }

    @Override
    public synchronized void close() {
        try {
            socket.close();
            // Until the thread has left its accept, the kernel takes connections still.
            accepting.join(LONGEST_END);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSocket listen(int port) {
        try {
            var listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            accepting = Background.run("port " + listening.getLocalPort(), () -> {
                while (true) {
                    client.accept(listening.accept());
                }
            });
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
