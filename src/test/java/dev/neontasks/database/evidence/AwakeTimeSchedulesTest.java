package dev.neontasks.database.evidence;

import java.time.Duration;
import java.time.Instant;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Schedules;

/** However many use the database at the same time, each second that it is awake is charged once. */
@Tag("parts")
@Param(name = "second", gen = IntGen.class, conf = "0:9")
public class AwakeTimeSchedulesTest {

    private static final int SUSPEND_AFTER = 3;

    private final AwakeTime awakeTime = new AwakeTime(Duration.ofSeconds(SUSPEND_AFTER));

    @Test
    void chargesAsOneUseAfterTheOtherWould() {
        Schedules.check(AwakeTimeSchedulesTest.class, SecondsAwake.class);
    }

    @Operation
    public String use(@Param(name = "second") int second) {
        var charge = awakeTime.use(Instant.ofEpochSecond(1_000 + second));
        return charged(charge.wakes(), charge.added().toSeconds());
    }

    private static String charged(boolean wakes, long seconds) {
        return wakes ? "wakes and adds " + seconds : "adds " + seconds;
    }

    /** What {@link AwakeTime} is to charge when one use comes after the other. */
    public static class SecondsAwake {

        private int asleepFrom = Integer.MIN_VALUE;

        public String use(int second) {
            var wakes = second > asleepFrom;
            var until = Math.max(asleepFrom, second + SUSPEND_AFTER);
            var added = until - (wakes ? second : asleepFrom);
            asleepFrom = until;
            return charged(wakes, added);
        }
    }
}
