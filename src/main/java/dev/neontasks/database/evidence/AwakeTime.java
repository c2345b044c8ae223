package dev.neontasks.database.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

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
    private final AtomicReference<Instant> end = new AtomicReference<>(Instant.EPOCH);

    AwakeTime(Duration suspendAfter) {
        this.suspendAfter = suspendAfter;
    }

    Charge use(Instant now) {
        var newest = now.plus(suspendAfter);
        var until = end.getAndUpdate(present -> newest.isAfter(present) ? newest : present);
        var wakes = now.isAfter(until);
        var added = Duration.between(wakes ? now : until, newest);
        return new Charge(wakes, added.isNegative() ? Duration.ZERO : added);
    }
}
