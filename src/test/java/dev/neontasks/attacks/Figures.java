package dev.neontasks.attacks;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a bystander fared.
 *
 * @param took how long each answer took, or the wait for one that did not come
 * @param failures what was not answered with 200, by what came instead
 */
record Figures(List<Duration> took, Map<String, Integer> failures) {

    /** The time within which this part of all was answered (nearest rank). */
    Duration percentile(double part) {
        var sorted = took.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    Duration p99() {
        return percentile(0.99);
    }

    @Override
    public String toString() {
        return "%d asked, p50 %d, p99 %d ms, failed %s".formatted(took.size(), percentile(0.5).toMillis(), p99().toMillis(),
                failures.isEmpty() ? "none" : failures);
    }
}
