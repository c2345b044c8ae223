package dev.neontasks.database.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.neontasks.TestClock;

class AwakeTimeTest {

    private final TestClock clock = new TestClock();
    private final AwakeTime awakeTime = new AwakeTime(Duration.ofMinutes(5));

    @Test
    void theFirstUseWakesAndKeepsAwakeForAsLongAsASuspensionTakes() {
        assertThat(awakeTime.use(clock.instant())).isEqualTo(new AwakeTime.Charge(true, Duration.ofMinutes(5)));
    }

    @Test
    void aUseAfterASecondAddsASecond() {
        awakeTime.use(clock.instant());
        clock.pass(Duration.ofSeconds(1));
        assertThat(awakeTime.use(clock.instant())).isEqualTo(new AwakeTime.Charge(false, Duration.ofSeconds(1)));
        assertThat(awakeTime.use(clock.instant())).isEqualTo(new AwakeTime.Charge(false, Duration.ZERO));
    }

    @Test
    void aUseAfterASuspensionWakesAgain() {
        awakeTime.use(clock.instant());
        clock.pass(Duration.ofMinutes(5).plusMillis(1));
        assertThat(awakeTime.use(clock.instant())).isEqualTo(new AwakeTime.Charge(true, Duration.ofMinutes(5)));
    }

    @Test
    void aClockThatGoesBackTakesNothingBack() {
        awakeTime.use(clock.instant());
        clock.pass(Duration.ofMinutes(-1));
        assertThat(awakeTime.use(clock.instant())).isEqualTo(new AwakeTime.Charge(false, Duration.ZERO));
    }
}
