package dev.neontasks.attacks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * How fast this machine is just now, beside the one that the attacks were measured on: an attack that would take a third of
 * that one's processors takes all of another's, and then it is the machine that is seen to give way.
 */
final class MachineSpeed {

    private static final int THREADS = 2;
    private static final Duration EACH = Duration.ofMillis(400);
    /** Rounds a second of all threads there. */
    private static final double REFERENCE = 100_000;
    private static final int STEPS = 10_000;

    private MachineSpeed() {
    }

    /** 1 as there or faster, 0.5 where the same takes twice as long. */
    static double now() {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            // The first is for the JVM to compile it.
            rounds();
            var rounds = 0.0;
            for (var each : threads.invokeAll(Stream.generate(() -> (Callable<Double>) MachineSpeed::rounds).limit(THREADS)
                    .toList())) {
                rounds += each.get();
            }
            return Math.min(1, rounds / REFERENCE);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** In a second. */
    private static double rounds() {
        var begun = System.nanoTime();
        var random = 1L;
        var count = 0;
        long lasted;
        do {
            for (var step = 0; step < STEPS; step++) {
                random ^= random << 13;
                random ^= random >>> 7;
                random ^= random << 17;
            }
            count++;
            lasted = System.nanoTime() - begun;
        } while (lasted < EACH.toNanos());
        // The JVM must not find out that nobody wants to know.
        return random == 0 ? 0 : count * 1e9 / lasted;
    }
}
