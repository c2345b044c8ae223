package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final int[] LONGEST_MILLIS = { 200, 400, 800, 1500, 1500, 1500 };

    @Test
    void doublesItsPausesUpToABound() {
        for (var time = 0; time < 200; time++) {
            var backoff = new Backoff();
            for (var longest : LONGEST_MILLIS) {
                assertThat(backoff.next()).isGreaterThan(Duration.ofMillis(longest / 2))
                        .isLessThanOrEqualTo(Duration.ofMillis(longest));
            }
        }
    }

    @Test
    void spreadsReplicas() {
        var pauses = new HashSet<Duration>();
        IntStream.range(0, 100).forEach(replica -> pauses.add(new Backoff().next()));
        assertThat(pauses).hasSizeGreaterThan(20);
    }

    @Test
    void sleepsForItsPause() throws InterruptedException {
        var begun = System.nanoTime();
        new Backoff().sleep();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(100));
    }
}
