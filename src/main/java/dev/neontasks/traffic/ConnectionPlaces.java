package dev.neontasks.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Which connection has a place, and who loses it to whoever comes: the one that has kept this process waiting the longest, then
 * one that has asked for more before it was answered, and at last one whose answer is being read. A few places are kept free in
 * this way, so that who comes while all others are served has one. When even those are taken, there are spare places for
 * probes. It is not for several threads at once.
 */
final class ConnectionPlaces {

    /** One of so many is kept free: who is served leaves or waits again so soon that few come meanwhile. */
    private static final int KEPT_FREE = 8;
    /** For a head, a body or an answer to get on its way: who has just come is not closed for the next. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** One of so many: when more places than these wait, the first of them has had its time, however short it was. */
    private static final int IN_GRACE = 4;

    private final int mostSpare;
    private final LongSupplier time;

    /** Those waited for, the longest first. */
    private final Set<Connection> waiting = new LinkedHashSet<>();
    /** Those served that have asked for more, the longest first. */
    private final Set<Connection> ahead = new LinkedHashSet<>();
    private int open;
    /** Of these, in spare places. */
    private int spare;
    /** Of these, those that have lost theirs, and have answers to come. */
    private int leaving;

    /** @param time as {@link System#nanoTime} */
    ConnectionPlaces(int mostSpare, LongSupplier time) {
        this.mostSpare = mostSpare;
        this.time = time;
    }

    /** Takes theirs away from those who have to make room for so many who are {@code coming}; they are to be ended. */
    List<Connection> makeRoom(int places, int coming) {
        var replaced = new ArrayList<Connection>();
        while (placed() + coming > places - places / KEPT_FREE) {
            var next = leastUseful(places, placed() + coming > places);
            if (next.isEmpty()) {
                break;
            }
            replaced.add(next.get());
            takeAway(next.get());
        }
        return replaced;
    }

    private int placed() {
        return open - spare - leaving;
    }

    private Optional<Connection> leastUseful(int places, boolean isUrgent) {
        Predicate<Connection> hadItsTime = each -> isFor(each, ConnectionWait.IDLE) || isOver(each, GRACE);
        var next = first(waiting, hadItsTime.and(each -> !isFor(each, ConnectionWait.READING)))
                .or(() -> first(ahead, each -> true));
        if (next.isPresent() || !isUrgent) {
            return next;
        }
        // An answer that is cut off is work done for nothing; the others come anew, and lose nothing that is done.
        var areMany = waiting.size() - spare > places / IN_GRACE;
        return first(waiting, hadItsTime).or(() -> first(waiting, each -> areMany));
    }

    private static Optional<Connection> first(Set<Connection> connections, Predicate<Connection> which) {
        return connections.stream().filter(each -> !each.isSpare).filter(which).findFirst();
    }

    private void takeAway(Connection connection) {
        if (ahead.remove(connection) && connection.speaksHttp2()) {
            // It may be a proxy's, with many people on it, who lose nothing when it is told that this is all.
            connection.isLeaving = true;
            leaving++;
        } else {
            forget(connection);
        }
    }

    /** Gives a place to one that is made when told whether it is a spare one; none when there is no place at all. */
    Optional<Connection> take(int places, Function<Boolean, Connection> made, Consumer<Connection> replaced) {
        var isSpare = open - spare >= places;
        if (isSpare && spare >= mostSpare) {
            waiting.stream().filter(each -> each.isSpare).findFirst().ifPresent(each -> {
                replaced.accept(each);
                forget(each);
            });
        }
        if (isSpare && spare >= mostSpare) {
            return Optional.empty();
        }
        var taken = made.apply(isSpare);
        open++;
        spare += isSpare ? 1 : 0;
        return Optional.of(taken);
    }

    /** Out of a spare place into one of the others, if there is one. */
    boolean move(Connection connection, int places) {
        var moves = connection.counted && connection.isSpare && open - spare < places;
        if (moves) {
            connection.isSpare = false;
            spare--;
        }
        return moves;
    }

    /** False when it is so already. */
    boolean await(Connection connection, ConnectionWait what) {
        if (!has(connection) || isFor(connection, what)) {
            return false;
        }
        isNeither(connection);
        connection.wait = Optional.of(what);
        connection.waitsSince = time.getAsLong();
        return waiting.add(connection);
    }

    /** Whether it is one more that {@code isAhead}. */
    boolean isServed(Connection connection, boolean isAhead) {
        if (!isAhead || connection.wait.isPresent()) {
            isNeither(connection);
        }
        return isAhead && has(connection) && ahead.add(connection);
    }

    private void isNeither(Connection connection) {
        connection.wait = Optional.empty();
        waiting.remove(connection);
        ahead.remove(connection);
    }

    private static boolean has(Connection connection) {
        return connection.counted && !connection.isLeaving;
    }

    void forget(Connection connection) {
        isNeither(connection);
        if (connection.counted) {
            connection.counted = false;
            open--;
            spare -= connection.isSpare ? 1 : 0;
            leaving -= connection.isLeaving ? 1 : 0;
            connection.isLeaving = false;
        }
    }

    List<Connection> late() {
        return waiting.stream().filter(this::isLate).toList();
    }

    /** Whether it is waited for, and has been for too long. */
    boolean isLate(Connection connection) {
        return connection.wait.filter(what -> isOver(connection, what.patience)).isPresent();
    }

    private static boolean isFor(Connection connection, ConnectionWait what) {
        return connection.wait.equals(Optional.of(what));
    }

    private boolean isOver(Connection connection, Duration patience) {
        return time.getAsLong() - connection.waitsSince >= patience.toNanos();
    }

    int count() {
        return open;
    }

    int waiting() {
        return waiting.size();
    }
}
