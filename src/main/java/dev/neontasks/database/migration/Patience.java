package dev.neontasks.database.migration;

import java.time.Duration;

/** How long somebody waits for the schema, counted from when it was made. */
final class Patience {

    private static final Duration ALWAYS = Duration.ofDays(36_500);

    private final long end;

    private Patience(Duration time) {
        end = System.nanoTime() + time.toNanos();
    }

    static Patience of(Duration time) {
        return new Patience(time);
    }

    static Patience endless() {
        return new Patience(ALWAYS);
    }

    Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    boolean isOver() {
        return !lasts(Duration.ZERO);
    }

    boolean lasts(Duration more) {
        return left().compareTo(more) > 0;
    }
}
