package dev.neontasks.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The memory that all bodies together may take: what has arrived of them, not what was announced. A body holds it until its
 * request is answered. When more arrives, unfinished ones give way: of the connection that has most of them first, and of those
 * the longest on its way, so that who sends little by little does not keep out who sends at once, nor who begins many those who
 * send one. Small bodies have a part that large ones never take, and one connection has a share of the rest.
 */
final class BodyBudget {

    /** Bytes, besides its own, that a body on its way costs: its request, with its headers. */
    static final int OF_REQUEST = 16 * 1024;

    /** Bytes. More than this is large: sign-ins and most tasks are not. */
    private static final int SMALL = 16 * 1024;
    /** Of all: a quarter is kept for small ones, and a quarter of the rest is what one connection may hold. */
    private static final int PARTS = 4;

    private final long most;
    private final long mostLarge;
    private final long mostOfSender;
    private final Duration patience;
    private final LongSupplier time;

    /** The longest on its way first. */
    private final Set<Body> unfinished = new LinkedHashSet<>();
    private long taken;
    private long large;

    /**
     * @param most bytes
     * @param time as {@link System#nanoTime}
     */
    BodyBudget(long most, Duration patience, LongSupplier time) {
        this.most = most;
        mostLarge = most - most / PARTS;
        mostOfSender = mostLarge / PARTS;
        this.patience = patience;
        this.time = time;
    }

    void begin(Body body) {
        List<Body> givesWay;
        synchronized (this) {
            body.since = time.getAsLong();
            body.counted = true;
            unfinished.add(body);
            body.sender.unfinished++;
            givesWay = take(body, OF_REQUEST);
        }
        givesWay.forEach(Body::giveWay);
    }

    void arrived(Body body, int bytes) {
        List<Body> givesWay;
        synchronized (this) {
            givesWay = body.counted ? take(body, bytes) : List.of();
        }
        givesWay.forEach(Body::giveWay);
    }

    private List<Body> take(Body body, int bytes) {
        change(body, bytes);
        if (!body.large && body.taken > OF_REQUEST + SMALL) {
            body.large = true;
            large += body.taken;
        }
        var givesWay = new ArrayList<Body>();
        makeRoom(() -> body.sender.taken > mostOfSender, other -> other.sender == body.sender, givesWay);
        makeRoom(() -> large > mostLarge, other -> other.large, givesWay);
        makeRoom(() -> taken > most, other -> true, givesWay);
        return givesWay;
    }

    private void makeRoom(BooleanSupplier isTooMuch, Predicate<Body> which, List<Body> givesWay) {
        while (isTooMuch.getAsBoolean()) {
            var next = unfinished.stream().filter(which)
                    .reduce((first, other) -> other.sender.unfinished > first.sender.unfinished ? other : first);
            if (next.isEmpty()) {
                return;
            }
            release(next.get());
            givesWay.add(next.get());
        }
    }

    private void change(Body body, long bytes) {
        taken += bytes;
        body.taken += bytes;
        body.sender.taken += bytes;
        large += body.large ? bytes : 0;
    }

    /** It is whole. */
    synchronized void finished(Body body) {
        if (endArrival(body)) {
            change(body, -OF_REQUEST);
        }
    }

    /** It is of no more use. It may be said more than once. */
    synchronized void release(Body body) {
        endArrival(body);
        body.counted = false;
        change(body, -body.taken);
    }

    /** No more of it comes; false when that was so before. */
    private boolean endArrival(Body body) {
        var arrived = unfinished.remove(body);
        body.sender.unfinished -= arrived ? 1 : 0;
        return arrived;
    }

    /** Ends those that have been on their way for too long. */
    void sweep() {
        List<Body> late;
        synchronized (this) {
            Predicate<Body> isLate = body -> time.getAsLong() - body.since >= patience.toNanos();
            late = unfinished.stream().takeWhile(isLate).toList();
            late.forEach(this::release);
        }
        late.forEach(Body::timeOut);
    }

    synchronized long taken() {
        return taken;
    }

    synchronized int unfinished() {
        return unfinished.size();
    }
}
