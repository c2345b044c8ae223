package dev.neontasks.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void aHundredthIsTheLastButOneOfAHundred() {
        var figures = figures(IntStream.rangeClosed(1, 100).map(i -> 101 - i));
        assertThat(figures.p99()).hasMillis(99);
        assertThat(figures.p50()).hasMillis(50);
        assertThat(figures.slowest()).hasMillis(100);
        assertThat(figures.youngP99()).hasMillis(7);
    }

    @Test
    void ofFewItIsTheSlowest() {
        assertThat(figures(IntStream.of(3, 70, 5)).p99()).hasMillis(70);
    }

    @Test
    void nothingAskedIsNothingMeasured() {
        assertThat(new Figures(List.of(), List.of(), Map.of()).p99()).isZero();
    }

    private static Figures figures(IntStream millis) {
        return new Figures(List.of(Duration.ofMillis(7)), millis.mapToObj(Duration::ofMillis).toList(), Map.of());
    }
}
