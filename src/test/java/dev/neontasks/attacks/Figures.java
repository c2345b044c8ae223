package dev.neontasks.attacks;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a bystander fared.
 *
 * @param young how long each answer took, or the wait for one that did not come, while the service was new to the attack: a JVM
 *        first interprets what it has not done before, at a tenth of its speed
 * @param took the same for all that was asked later
 * @param failures what was not answered with 200 at any time, by what came instead
 */
record Figures(List<Duration> young, List<Duration> took, Map<String, Integer> failures) {

    Duration p50() {
        return percentile(took, 0.5);
    }

    Duration p99() {
        return percentile(took, 0.99);
    }

    Duration youngP99() {
        return percentile(young, 0.99);
    }

    Duration slowest() {
        return Stream.concat(young.stream(), took.stream()).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** The time within which this part of all was answered (nearest rank). */
    private static Duration percentile(List<Duration> took, double part) {
        var sorted = took.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    @Override
    public String toString() {
        return "%d asked, p50 %d, p99 %d ms (%d, p99 %d ms when young), failed %s".formatted(took.size(), p50().toMillis(),
                p99().toMillis(), young.size(), youngP99().toMillis(), failures.isEmpty() ? "none" : failures);
    }
}
