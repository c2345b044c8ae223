package dev.neontasks.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/** How much memory and processor a process uses. */
final class Vitals implements AutoCloseable {

    private static final Duration SAMPLE = Duration.ofMillis(200);
    private static final Duration WINDOW = Duration.ofSeconds(1);
    /** Of one processor. */
    private static final double IDLE = 0.1;

    private final ProcessHandle process;
    private final LongAccumulator most = new LongAccumulator(Math::max, 0);
    private final ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor();

    /** Begins to look at its memory. */
    Vitals(long pid) {
        process = ProcessHandle.of(pid).orElseThrow();
        sampling.scheduleAtFixedRate(() -> resident(pid).ifPresent(most::accumulate), 0, SAMPLE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** MiB: the most that were resident in any sample (VmRSS of proc(5)). */
    long mostResident() {
        return most.get() >> 10;
    }

    private Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How long it takes, from now, until it has hardly worked for a second; nothing if not within {@code bound}. */
    Optional<Duration> untilIdle(Duration bound) throws InterruptedException {
        for (var waited = WINDOW; waited.compareTo(bound) <= 0 && process.isAlive(); waited = waited.plus(WINDOW)) {
            var before = processorTime();
            TimeUnit.NANOSECONDS.sleep(WINDOW.toNanos());
            var worked = processorTime().minus(before);
            if (process.isAlive() && worked.toNanos() < IDLE * WINDOW.toNanos()) {
                return Optional.of(waited);
            }
        }
        return Optional.empty();
    }

    /** KiB; nothing once it has ended. */
    static Optional<Long> resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        sampling.shutdownNow();
    }
}
