package dev.neontasks.schema.lock;

import java.time.Duration;

/** How long somebody waits for the schema, counted from when it was made. */
public final class Patience {

    private static final Duration ALWAYS = Duration.ofDays(36_500);

    private final long end;

    private Patience(Duration time) {
        end = System.nanoTime() + time.toNanos();
    }

    public static Patience of(Duration time) {
        return new Patience(time);
    }

    public static Patience endless() {
        return new Patience(ALWAYS);
    }

    public Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    public boolean isOver() {
        return !lasts(Duration.ZERO);
    }

    public boolean lasts(Duration more) {
        return left().compareTo(more) > 0;
    }
}
