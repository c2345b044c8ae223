package dev.neontasks.attacks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who asks the same in fixed intervals, whatever has become of the last time, and keeps account of it. */
final class Bystander {

    /** For the JVM to compile what the attack makes it do. */
    private static final Duration YOUTH = Duration.ofSeconds(5);

    private final Ask ask;
    private final long begun = System.nanoTime();
    private final List<Duration> young = new ArrayList<>();
    private final List<Duration> took = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Begins. */
    Bystander(Ask ask, Duration every) {
        this.ask = ask;
        clock.scheduleAtFixedRate(() -> threads.execute(this::askOnce), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends; what is under way is waited for. */
    Figures leave() throws InterruptedException {
        clock.shutdownNow();
        clock.awaitTermination(1, TimeUnit.SECONDS);
        threads.shutdown();
        threads.awaitTermination(2 * ask.patience().toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            return new Figures(List.copyOf(young), List.copyOf(took), Map.copyOf(failures));
        }
    }

    private void askOnce() {
        var asked = System.nanoTime();
        String status;
        try {
            status = ask.status();
        } catch (IOException e) {
            status = e.getClass().getSimpleName();
        }
        add(asked - begun < YOUTH.toNanos() ? young : took, status.isEmpty() ? "closed" : status,
                Duration.ofNanos(System.nanoTime() - asked));
    }

    private synchronized void add(List<Duration> times, String status, Duration after) {
        times.add(after);
        if (!"200".equals(status)) {
            failures.merge(status, 1, Integer::sum);
        }
    }
}
