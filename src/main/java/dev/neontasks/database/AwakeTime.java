package dev.neontasks.database;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the database is kept awake, and by whom. Each use keeps it awake until it has been idle for the time it takes to be
 * suspended; a use is charged with what it adds to that.
 */
final class AwakeTime {

    /**
     * What one use costs.
     *
     * @param wakes whether it found the database asleep
     * @param added how much longer the database is awake for it
     */
    record Charge(boolean wakes, Duration added) {
    }

    private final Duration suspendAfter;
    private Instant until = Instant.EPOCH;

    AwakeTime(Duration suspendAfter) {
        this.suspendAfter = suspendAfter;
    }

    synchronized Charge use(Instant now) {
        var wakes = now.isAfter(until);
        var end = now.plus(suspendAfter);
        var added = Duration.between(wakes ? now : until, end);
        until = end.isAfter(until) ? end : until;
        return new Charge(wakes, added.isNegative() ? Duration.ZERO : added);
    }
}
