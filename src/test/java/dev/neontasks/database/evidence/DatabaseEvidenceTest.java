package dev.neontasks.database.evidence;

import static dev.neontasks.database.evidence.DatabaseState.DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.TestClock;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.environment.Environment;

class DatabaseEvidenceTest {

    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d",
            "DATABASE_SUSPEND_AFTER", "5m");

    private final TestClock clock = new TestClock();
    private final DatabaseEvidence evidence = new DatabaseEvidence(clock,
            DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name)))));

    /** Events in turn: a success, a failure, a failure of an attempt begun before the last success, minutes that pass. */
    @ParameterizedTest
    @CsvSource({
            "'', UNKNOWN, 0", "4, UNKNOWN, 0", "9, UNKNOWN, 0",
            "ok, UP, 0", "ok 4, UP, 0", "ok 5, UP, 0", "ok 6, ASLEEP, 5", "1 ok 9, ASLEEP, 6",
            "ok 3 ok 3, UP, 0", "ok 3 ok 6, ASLEEP, 8", "ok 9 ok, UP, 9", "ok 9 ok 9, ASLEEP, 14",
            "no, DOWN, 0", "2 no, DOWN, 2", "no 9, DOWN, 0", "no 2 no 2, DOWN, 0", "no 2 ok, UP, 2", "no 2 ok 6, ASLEEP, 7",
            "ok 1 no, DOWN, 1", "ok 9 no, DOWN, 9", "ok 1 no 1 ok, UP, 2", "ok 1 no 9 no, DOWN, 1",
            "ok 1 late, UP, 0", "ok 9 late, ASLEEP, 5", "no 1 ok late, UP, 1", "late, DOWN, 0" })
    void theStateFollowsTheEvents(String events, DatabaseState state, int since) {
        var start = clock.instant();
        for (var event : events.isEmpty() ? new String[0] : events.split(" ")) {
            happen(event, start);
        }
        assertThat(evidence.state()).isEqualTo(state);
        assertThat(Duration.between(start, evidence.status().since())).isEqualTo(Duration.ofMinutes(since));
        assertThat(evidence.failure().isPresent()).isEqualTo(state == DOWN);
    }

    private void happen(String event, Instant start) {
        switch (event) {
            case "ok" -> evidence.answered(clock.instant());
            case "no" -> evidence.failed(FailureKind.REFUSED, clock.instant());
            case "late" -> evidence.failed(FailureKind.TIMED_OUT, start.minusSeconds(1));
            default -> clock.pass(Duration.ofMinutes(Long.parseLong(event)));
        }
    }

    @Test
    void remembersTheNewestCheck() {
        assertThat(evidence.status().lastVerified()).isEmpty();
        evidence.verified(Duration.ofMillis(7));
        clock.pass(Duration.ofMinutes(1));
        evidence.answered(clock.instant());
        assertThat(evidence.status().lastVerified()).hasValue(clock.instant().minusSeconds(60));
        assertThat(evidence.status().roundTrip()).hasValue(Duration.ofMillis(7));
    }

    @Test
    void tellsTheNewestReason() {
        evidence.failed(FailureKind.REFUSED, clock.instant());
        evidence.failed(FailureKind.WRONG_LOGIN, clock.instant());
        assertThat(evidence.failure()).hasValue(FailureKind.WRONG_LOGIN);
    }
}
