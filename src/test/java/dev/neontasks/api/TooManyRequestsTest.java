package dev.neontasks.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TooManyRequestsTest {

    @ParameterizedTest
    @CsvSource({ "PT0S, 1, 1 second", "PT0.001S, 1, 1 second", "PT1.001S, 2, 2 seconds", "PT30S, 30, 30 seconds",
            "PT1M, 60, 60 seconds", "PT1M59S, 119, 119 seconds", "PT1M59.001S, 120, 2 minutes", "PT57M1S, 3421, 58 minutes",
            "PT1H, 3600, 60 minutes", "PT1H59M1S, 7141, 120 minutes", "PT2H, 7200, 2 hours", "PT23H0.001S, 82801, 24 hours" })
    void saysWhenToTryAgainAndNeverTooSoon(Duration wait, long seconds, String words) {
        var fact = new TooManyRequests(wait);
        assertThat(fact.retryAfter()).isEqualTo(seconds);
        assertThat(fact).hasMessage("Too many attempts. Try again in " + words + ".");
    }

    @Test
    void saysWhichLimitItIs() {
        assertThat(new TooManyRequests(Duration.ofSeconds(2), "Another one is under way."))
                .hasMessage("Another one is under way.");
    }
}
