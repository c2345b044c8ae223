package dev.neontasks.database.queue;

import java.time.Duration;

/**
 * How long a piece of work takes these days: the geometric mean, in which one that is long by far counts for little more than
 * others. For one thread at a time.
 */
public final class Pace {

    /** Of the newest one: some thirty count. */
    private static final double WEIGHT = 1.0 / 32;
    /** Whoever waits for no more of them is served by those who work, sooner than by another. */
    private static final int TURNS = 3;
    /** However long work takes. */
    private static final Duration LONGEST_TURNS = Duration.ofMillis(100);
    /** What takes so many times as long as usual is not what others wait for their turn beside. */
    private static final int SLOW = 8;

    private double logarithm = Double.NaN;

    public void took(Duration time) {
        var newest = Math.log(Math.max(1, time.toNanos()));
        logarithm = Double.isNaN(logarithm) ? newest : logarithm + WEIGHT * (newest - logarithm);
    }

    /** Whether to have waited for {@code time} is reason enough to make one more connection. Always, while nothing is known. */
    public boolean isLong(Duration time) {
        return time.compareTo(usual(TURNS)) >= 0 || time.compareTo(LONGEST_TURNS) >= 0;
    }

    /** Whether work that has run for {@code time} holds up others as no work usually does. */
    public boolean isSlow(Duration time) {
        return time.compareTo(usual(SLOW)) >= 0 && time.compareTo(LONGEST_TURNS) >= 0;
    }

    private Duration usual(int times) {
        return Double.isNaN(logarithm) ? Duration.ZERO : Duration.ofNanos((long) (times * Math.exp(logarithm)));
    }
}
