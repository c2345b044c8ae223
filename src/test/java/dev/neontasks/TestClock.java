package dev.neontasks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes when a test says so. */
public final class TestClock extends Clock {

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private Duration step = Duration.ZERO;

    /** One by which {@code step} passes at each look. */
    public static TestClock passing(Duration step) {
        var clock = new TestClock();
        clock.step = step;
        return clock;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        var instant = now;
        pass(step);
        return instant;
    }

    /** As {@link System#nanoTime}. */
    public long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
