package dev.neontasks.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The compute's sleep: it ends with a start-up message, and begins when asked or after a time without activity. */
final class Compute {

    private final Tally tally;
    private Duration wakeTime = Duration.ZERO;
    private long idleNanos = Long.MAX_VALUE;
    private long lastActive = System.nanoTime();
    private boolean asleep;
    private boolean waking;
    private long awakeAt;

    Compute(Tally tally) {
        this.tally = tally;
    }

    synchronized void wakeAfter(Duration time) {
        wakeTime = time;
    }

    synchronized void suspendAfter(Duration idle) {
        idleNanos = idle.toNanos();
        lastActive = System.nanoTime();
    }

    synchronized boolean isAsleep() {
        return asleep;
    }

    /** A new session, a statement, or a session that is not idle (compute_tools/src/monitor.rs). */
    synchronized void active() {
        lastActive = System.nanoTime();
    }

    synchronized boolean isDueToSleep() {
        return !asleep && System.nanoTime() - lastActive > idleNanos;
    }

    synchronized void sleep() {
        asleep = true;
        waking = false;
    }

    /** Returns when the compute is awake. The first who comes begins to wake it, and whoever waits goes on together. */
    synchronized void awaken() throws InterruptedException {
        while (asleep) {
            var now = System.nanoTime();
            if (!waking) {
                waking = true;
                awakeAt = now + wakeTime.toNanos();
            }
            if (awakeAt - now <= 0) {
                wake();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, awakeAt - now);
            }
        }
        lastActive = System.nanoTime();
    }

    synchronized void wake() {
        if (asleep) {
            asleep = false;
            tally.wakes.increment();
            lastActive = System.nanoTime();
            notifyAll();
        }
    }
}
