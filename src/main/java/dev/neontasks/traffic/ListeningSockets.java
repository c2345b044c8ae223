package dev.neontasks.traffic;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.netty.channel.Channel;

/**
 * The sockets that callers connect to: they are taken from the moment all is there to serve them until the first thing goes.
 */
final class ListeningSockets {

    /** Milliseconds between two looks whether the start is done. */
    private static final int LOOK_PAUSE = 10;

    private final BooleanSupplier isStarted;
    private final List<Channel> sockets = new CopyOnWriteArrayList<>();

    ListeningSockets(BooleanSupplier isStarted) {
        this.isStarted = isStarted;
    }

    /** One that does not listen yet. */
    void add(Channel socket) {
        sockets.add(socket);
        if (!isStarted.getAsBoolean()) {
            socket.config().setAutoRead(false);
            acceptOnceStarted(socket);
        }
    }

    /** Until then callers wait in the kernel's queue, and a start that fails, for want of the other port, half serves none. */
    private void acceptOnceStarted(Channel socket) {
        if (isStarted.getAsBoolean() && socket.isActive()) {
            socket.config().setAutoRead(true);
        } else if (socket.isOpen()) {
            socket.eventLoop().schedule(() -> acceptOnceStarted(socket), LOOK_PAUSE, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Whoever comes from now on is refused by the kernel. Vert.x itself would accept some more and have nobody to serve them.
     */
    void close() {
        sockets.forEach(socket -> socket.close().awaitUninterruptibly());
    }
}
