package dev.neontasks.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.netty.channel.Channel;

/**
 * Who is connected to one port. A connection that keeps it waiting for too long is closed, and sooner when there is no place
 * for whoever comes, as {@link ConnectionPlaces} has it.
 */
final class Connections {

    private final IntSupplier most;
    private final Consumer<ConnectionEnd> meter;
    private final ConnectionPlaces places;
    /** What is to be done when there may be a place again. */
    private final List<Runnable> awaiting = new ArrayList<>();

    /**
     * @param most asked each time, as it may change
     * @param time as {@link System#nanoTime}
     */
    Connections(IntSupplier most, int spare, LongSupplier time, Consumer<ConnectionEnd> meter) {
        this.most = most;
        this.meter = meter;
        places = new ConnectionPlaces(spare, time);
    }

    /**
     * Takes it in, and does not wait for it yet: whoever listens to it says so.
     *
     * @param again called once, on any thread, when there may be a place, if there is none at all now
     */
    Optional<Connection> open(Channel channel, Runnable again) {
        List<Connection> replaced;
        Optional<Connection> opened;
        synchronized (this) {
            replaced = places.makeRoom(most.getAsInt(), 1);
            opened = places.take(most.getAsInt(), isSpare -> new Connection(this, channel, isSpare), replaced::add);
            if (opened.isEmpty()) {
                awaiting.add(again);
            }
        }
        replaced.forEach(connection -> end(connection, ConnectionEnd.REPLACED));
        opened.ifPresent(connection -> channel.closeFuture().addListener(closed -> forget(connection)));
        return opened;
    }

    /** It is waited for from now on, unless it was for the same already. */
    void awaits(Connection connection, ConnectionWait what) {
        List<Connection> replaced;
        synchronized (this) {
            replaced = places.await(connection, what) ? places.makeRoom(most.getAsInt(), 0) : List.of();
        }
        replaced.forEach(each -> end(each, ConnectionEnd.REPLACED));
        tellAwaiting();
    }

    /**
     * It has all it needs from its client: what happens next is for this process to do.
     *
     * @param isAhead whether it has asked for more than one thing
     */
    void isServed(Connection connection, boolean isAhead) {
        List<Connection> replaced;
        synchronized (this) {
            replaced = places.isServed(connection, isAhead) ? places.makeRoom(most.getAsInt(), 0) : List.of();
        }
        replaced.forEach(each -> end(each, ConnectionEnd.REPLACED));
        tellAwaiting();
    }

    /** Whether one in a spare place gets one of the others now. */
    boolean findsPlace(Connection connection) {
        List<Connection> replaced;
        boolean found;
        synchronized (this) {
            replaced = places.makeRoom(most.getAsInt(), 1);
            found = places.move(connection, most.getAsInt());
        }
        replaced.forEach(each -> end(each, ConnectionEnd.REPLACED));
        return found;
    }

    private void forget(Connection connection) {
        synchronized (this) {
            places.forget(connection);
        }
        tellAwaiting();
    }

    private void tellAwaiting() {
        List<Runnable> told;
        synchronized (this) {
            told = List.copyOf(awaiting);
            awaiting.clear();
        }
        told.forEach(Runnable::run);
    }

    void close(Connection connection, ConnectionEnd cause) {
        forget(connection);
        end(connection, cause);
    }

    void tell(ConnectionEnd cause) {
        meter.accept(cause);
    }

    private void end(Connection connection, ConnectionEnd cause) {
        meter.accept(cause);
        if (connection.isLeaving) {
            connection.leave();
        } else {
            connection.disconnect();
        }
    }

    /** Closes those who have kept it waiting for too long. Called every second. */
    void sweep() {
        List<Connection> late;
        synchronized (this) {
            late = places.late();
        }
        late.forEach(this::closeIfLate);
        // Some have had their second meanwhile, and make room from now on.
        tellAwaiting();
    }

    /** While others were closed its request may have come. */
    private void closeIfLate(Connection connection) {
        Optional<ConnectionWait> late;
        synchronized (this) {
            late = connection.wait.filter(what -> places.isLate(connection));
            late.ifPresent(what -> places.forget(connection));
        }
        late.ifPresent(what -> end(connection, causeOf(what)));
    }

    private static ConnectionEnd causeOf(ConnectionWait what) {
        return switch (what) {
            case HEAD -> ConnectionEnd.SLOW_HEAD;
            case BODY -> ConnectionEnd.SLOW_BODY;
            case UNREAD -> ConnectionEnd.UNREAD_BODY;
            case READING -> ConnectionEnd.SLOW_READER;
            case IDLE -> ConnectionEnd.IDLE;
        };
    }

    synchronized int count() {
        return places.count();
    }

    synchronized int waiting() {
        return places.waiting();
    }

    int most() {
        return most.getAsInt();
    }
}
