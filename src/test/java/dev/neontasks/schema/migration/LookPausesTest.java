package dev.neontasks.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class LookPausesTest {

    @Test
    void whatIsMendedIsSeenWithinTheTimeItWasBroken() {
        var pauses = new LookPauses();
        var broken = Duration.ofSeconds(1);
        for (var look = 0; look < 17; look++) {
            var pause = pauses.next();
            assertThat(pause).isLessThanOrEqualTo(broken);
            broken = broken.plus(pause);
        }
    }

    /** Of a month it is awake for less than five hours, where each look keeps it awake for five minutes. */
    @Test
    void aForgottenDatabaseSleeps() {
        var pauses = new LookPauses();
        var looks = 0;
        for (var passed = Duration.ZERO; passed.compareTo(Duration.ofDays(30)) < 0; passed = passed.plus(pauses.next())) {
            looks++;
        }
        assertThat(looks).isLessThan(60);
    }
}
