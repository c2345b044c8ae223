package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.neontasks.TestClock;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.environment.Rate;

class LimitTest {

    private final TestClock clock = new TestClock();
    private final Limit limit = new Limit(new Rate(3, Duration.ofMinutes(1)), clock::nanos);

    @BeforeEach
    void useUp() {
        for (var i = 0; i < 3; i++) {
            limit.take("ann");
        }
    }

    @Test
    void endsAfterSoMany() {
        assertThatThrownBy(() -> limit.take("ann")).isInstanceOf(TooManyRequests.class);
    }

    @Test
    void isForEachOne() {
        assertThatCode(() -> limit.take("bob")).doesNotThrowAnyException();
    }

    @Test
    void beginsAnewAfterItsTime() {
        clock.pass(Duration.ofSeconds(59));
        assertThatThrownBy(() -> limit.take("ann")).isInstanceOf(TooManyRequests.class);
        clock.pass(Duration.ofSeconds(1));
        for (var i = 0; i < 3; i++) {
            limit.take("ann");
        }
        assertThatThrownBy(() -> limit.take("ann")).isInstanceOf(TooManyRequests.class);
    }

    @Test
    void takesBackWhatWasNotUsed() {
        limit.giveBack("ann");
        limit.take("ann");
        assertThatThrownBy(() -> limit.take("ann")).isInstanceOf(TooManyRequests.class);
    }
}
