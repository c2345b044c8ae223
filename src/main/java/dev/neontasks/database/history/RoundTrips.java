package dev.neontasks.database.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The fastest answer of each {@value #SECONDS} seconds in which there was one: it comes nearest to a bare round trip. To take
 * one in that is not the fastest costs a look at a field.
 */
final class RoundTrips {

    static final int SECONDS = 300;

    private record Sample(long part, RoundTrip fastest) {
    }

    private final int most;
    private final Deque<RoundTrip> earlier = new ArrayDeque<>();
    private volatile Sample present = new Sample(Long.MIN_VALUE, new RoundTrip(Instant.MIN, Duration.ZERO));

    RoundTrips(int most) {
        this.most = most;
    }

    void answered(Instant now, Duration took) {
        var part = Math.floorDiv(now.getEpochSecond(), SECONDS);
        if (isNews(part, took)) {
            take(part, new RoundTrip(now, took));
        }
    }

    private boolean isNews(long part, Duration took) {
        var known = present;
        return part > known.part() || part == known.part() && took.compareTo(known.fastest().took()) < 0;
    }

    private synchronized void take(long part, RoundTrip answer) {
        if (!isNews(part, answer.took())) {
            return;
        }
        if (part != present.part() && present.part() != Long.MIN_VALUE) {
            earlier.addLast(present.fastest());
            // With the present one there are as many as may be.
            if (earlier.size() >= most) {
                earlier.removeFirst();
            }
        }
        present = new Sample(part, answer);
    }

    synchronized List<RoundTrip> since(Instant begin) {
        var all = new ArrayDeque<>(earlier);
        if (present.part() != Long.MIN_VALUE) {
            all.addLast(present.fastest());
        }
        return all.stream().filter(trip -> !trip.at().isBefore(begin)).toList();
    }
}
