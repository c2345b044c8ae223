package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.bucket4j.TimeMeter;

import dev.neontasks.TestClock;
import dev.neontasks.database.failure.FailureKind;

class SharedCheckTest {

    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(1);

    /** The database takes a second to answer, by the clock. */
    private final class SlowCheck extends DatabaseCheck {

        private int queries;
        private long asked = Long.MIN_VALUE / 2;

        SlowCheck() {
            super(null, parts.queue, parts.evidence, parts.timers.vertx(), clock);
        }

        @Override
        public CompletableFuture<Optional<FailureKind>> verify() {
            if (clock.millis() - asked >= ANSWER.toMillis()) {
                asked = clock.millis();
                queries++;
            }
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Optional<FailureKind>> verify(Duration age) {
            return clock.millis() - asked < age.toMillis() ? CompletableFuture.completedFuture(Optional.empty()) : verify();
        }
    }

    private final Parts parts = new Parts();
    private final TestClock clock = parts.clock;
    private SlowCheck check;
    private SharedCheck shared;

    @BeforeEach
    void begin() {
        check = new SlowCheck();
        shared = new SharedCheck(check, PERIOD, new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        });
    }

    @Test
    void asksTwelveTimesAMinuteAtTheMostForLong() {
        flood(Duration.ofSeconds(20));
        var before = check.queries;
        flood(Duration.ofMinutes(10));
        assertThat(check.queries - before).isBetween(115, 121);
    }

    /** What is begun by one turn and shared by the next is older than that turn. */
    @Test
    void countsNoQueryThatTwoTurnsShareAsAnotherTurn() {
        for (var i = 0; i < 10; i++) {
            shared.verify();
        }
        clock.pass(Duration.ofMillis(4_500));
        check.verify();
        clock.pass(Duration.ofMillis(500));
        shared.verify();
        var before = check.queries;
        clock.pass(Duration.ofMillis(4_600));
        shared.verify();
        assertThat(check.queries).as("there is no token").isEqualTo(before);
        clock.pass(Duration.ofMillis(400));
        shared.verify();
        assertThat(check.queries).isEqualTo(before + 1);
    }

    private void flood(Duration time) {
        for (var end = clock.instant().plus(time); clock.instant().isBefore(end); clock.pass(Duration.ofMillis(100))) {
            shared.verify();
        }
    }
}
