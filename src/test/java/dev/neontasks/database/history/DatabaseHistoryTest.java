package dev.neontasks.database.history;

import static dev.neontasks.database.history.Phase.ASLEEP;
import static dev.neontasks.database.history.Phase.DOWN;
import static dev.neontasks.database.history.Phase.UNKNOWN;
import static dev.neontasks.database.history.Phase.UP;
import static dev.neontasks.database.history.Phase.WAKING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.neontasks.TestClock;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.Conditions;
import dev.neontasks.database.evidence.ConnectionFacts;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.DatabaseMetrics.Use;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.url.Endpoint;
import dev.neontasks.environment.Environment;

/** What is remembered of what is learned, and for how long. */
@Tag("parts")
class DatabaseHistoryTest {

    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d",
            "DATABASE_SUSPEND_AFTER", "5m");
    private static final ConnectionFacts FACTS = new ConnectionFacts(Endpoint.DIRECT, Optional.empty(), "18", Duration.ZERO);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FAST = Duration.ofMillis(2);

    private final TestClock clock = new TestClock();
    private final Instant start = clock.instant();
    private final DatabaseSettings settings = DatabaseSettings
            .of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name))));
    private final DatabaseEvidence evidence = new DatabaseEvidence(clock, settings);
    private final Schema schema = new Schema();
    private final DatabaseMetrics meter = new DatabaseMetrics(new SimpleMeterRegistry(), settings);
    private final DatabaseHistory history = new DatabaseHistory(Conditions.of(evidence, schema), settings, clock);

    @BeforeEach
    void follow() {
        history.follow(evidence, schema, meter);
    }

    /** Events in turn: an answer, a failure, the beginning of an attempt to connect, minutes that pass. */
    @ParameterizedTest
    @CsvSource({
            "'', UNKNOWN 0", "4, UNKNOWN 0", "connect, WAKING 0", "1 connect, UNKNOWN 0 WAKING 1",
            "ok, UP 0", "1 ok, UNKNOWN 0 UP 1", "ok 4, UP 0", "ok 6, UP 0 ASLEEP 5", "ok 3 ok 6, UP 0 ASLEEP 8",
            "ok 9 ok, UP 0 ASLEEP 5 UP 9", "ok 9 ok 9, UP 0 ASLEEP 5 UP 9 ASLEEP 14",
            "ok 9 connect 1 ok, UP 0 ASLEEP 5 WAKING 9 UP 10", "ok 9 connect, UP 0 ASLEEP 5 WAKING 9",
            "ok 9 connect connect 1 ok 1 ok, UP 0 ASLEEP 5 WAKING 9 UP 10",
            "ok 9 connect 1 no, UP 0 ASLEEP 5 WAKING 9 DOWN 10",
            "ok 2 connect 1 ok, UP 0", "no 2 connect 1 ok, DOWN 0 UP 3",
            "ok 9 no, UP 0 ASLEEP 5 DOWN 9", "ok 1 no 2 no 1 ok, UP 0 DOWN 1 UP 4",
            "ok 1 no 2 refused 1 ok, UP 0 DOWN 1 DOWN 3 UP 4" })
    void theStretchesFollowTheEvents(String events, String stretches) {
        for (var event : events.isEmpty() ? new String[0] : events.split(" ")) {
            happen(event);
        }
        var seen = new StringBuilder();
        for (var stretch : history.seen().stretches()) {
            seen.append(stretch.phase()).append(' ').append(Duration.between(start, stretch.from()).toMinutes()).append(' ');
        }
        assertThat(seen.toString().strip()).isEqualTo(stretches);
    }

    private void happen(String event) {
        switch (event) {
            case "ok" -> evidence.answered(clock.instant());
            case "no" -> evidence.failed(FailureKind.TIMED_OUT, clock.instant());
            case "refused" -> evidence.failed(FailureKind.REFUSED, clock.instant());
            case "connect" -> evidence.connecting();
            default -> clock.pass(Duration.ofMinutes(Long.parseLong(event)));
        }
    }

    @Test
    void oneEndsWhereTheNextBeginsAndTheLastLasts() {
        evidence.answered(clock.instant());
        clock.pass(MINUTE);
        evidence.failed(FailureKind.REFUSED, clock.instant());
        assertThat(history.seen().stretches()).containsExactly(
                new Stretch(UP, start, Optional.of(start.plus(MINUTE)), Optional.empty()),
                new Stretch(DOWN, start.plus(MINUTE), Optional.empty(), Optional.of(FailureKind.REFUSED)));
    }

    @Test
    void aSchemaThatIsNotAsNeededIsAReason() {
        evidence.answered(clock.instant());
        schema.ready("001", clock.instant());
        clock.pass(MINUTE);
        schema.failed(FailureKind.TABLE_MISSING, "task", clock.instant());
        clock.pass(MINUTE);
        schema.ready("001", clock.instant());
        assertThat(history.seen().stretches()).extracting(Stretch::phase, Stretch::reason).containsExactly(
                tuple(UP, Optional.empty()), tuple(DOWN, Optional.of(FailureKind.TABLE_MISSING)), tuple(UP, Optional.empty()));
    }

    @Test
    void anAttemptThatNobodyMakesAgainWakesNothing() {
        evidence.answered(clock.instant());
        clock.pass(MINUTE.multipliedBy(6));
        evidence.connecting();
        clock.pass(MINUTE);
        assertThat(history.seen().stretches()).extracting(Stretch::phase).containsExactly(UP, ASLEEP, WAKING, ASLEEP);
    }

    @Test
    void whoWokeItIsKnownAndHowLongThatTook() {
        evidence.connecting();
        clock.pass(Duration.ofMillis(700));
        evidence.connected(FACTS);
        clock.pass(Duration.ofMillis(30));
        meter.used(Use.SIGN_IN, start, FAST, clock.instant());
        clock.pass(MINUTE);
        meter.used(Use.REQUEST, clock.instant(), FAST, clock.instant());
        assertThat(history.seen().wakes()).containsExactly(new Wake(start, Use.SIGN_IN, Duration.ofMillis(700)));
    }

    @Test
    void withoutANewConnectionItIsTheTimeThatTheAnswerTook() {
        clock.pass(FAST);
        evidence.answered(clock.instant());
        meter.used(Use.CHECK, start, FAST, clock.instant());
        assertThat(history.seen().wakes()).containsExactly(new Wake(start, Use.CHECK, FAST));
    }

    @Test
    void noneTookLessThanNoTime() {
        evidence.answered(clock.instant());
        clock.pass(MINUTE);
        meter.used(Use.REQUEST, clock.instant(), FAST, clock.instant());
        assertThat(history.seen().wakes()).containsExactly(new Wake(start, Use.REQUEST, Duration.ZERO));
    }

    @Test
    void theEndOfAnOutageIsNoWakeUp() {
        evidence.connecting();
        clock.pass(MINUTE);
        evidence.failed(FailureKind.TIMED_OUT, start);
        clock.pass(MINUTE);
        evidence.connected(FACTS);
        meter.used(Use.CHECK, clock.instant(), FAST, clock.instant());
        assertThat(history.seen().wakes()).isEmpty();
    }

    @Test
    void thereIsNoWakeUpWithoutSleep() {
        evidence.answered(clock.instant());
        meter.used(Use.REQUEST, start, FAST, clock.instant());
        clock.pass(MINUTE.multipliedBy(4));
        evidence.connected(FACTS);
        clock.pass(MINUTE.multipliedBy(4));
        evidence.answered(clock.instant());
        meter.used(Use.REQUEST, clock.instant(), FAST, clock.instant());
        assertThat(history.seen().wakes()).hasSize(1);
    }

    @Test
    void theFastestAnswerOfFiveMinutesIsKept() {
        answered(Duration.ofMillis(5));
        answered(Duration.ofMillis(3));
        answered(Duration.ofMillis(4));
        clock.pass(Duration.ofMinutes(5));
        answered(Duration.ofMillis(9));
        assertThat(history.seen().roundTrips()).extracting(RoundTrip::took)
                .containsExactly(Duration.ofMillis(3), Duration.ofMillis(9));
    }

    @Test
    void ofWhatNobodyAskedThereIsNoAnswer() {
        assertThat(history.seen().roundTrips()).isEmpty();
    }

    @Test
    void theTimesAddUp() {
        clock.pass(MINUTE);
        evidence.answered(clock.instant());
        clock.pass(MINUTE.multipliedBy(8));
        evidence.answered(clock.instant());
        clock.pass(MINUTE);
        var seen = history.seen();
        assertThat(seen.time(UNKNOWN)).isEqualTo(MINUTE);
        assertThat(seen.time(UP)).isEqualTo(MINUTE.multipliedBy(6));
        assertThat(seen.time(ASLEEP)).isEqualTo(MINUTE.multipliedBy(3));
    }

    @Test
    void aDayIsRememberedAndNoMore() {
        napFor(MINUTE.multipliedBy(10), 6);
        assertThat(history.seen().since()).isEqualTo(start);
        clock.pass(Duration.ofHours(23).plusMinutes(30));
        var seen = history.seen();
        assertThat(seen.since()).isEqualTo(start.plus(Duration.ofMinutes(30))).isEqualTo(seen.stretches().get(0).from());
        assertThat(seen.wakes()).hasSize(3);
        assertThat(seen.roundTrips()).hasSize(3);
        assertThat(seen.time(UP).plus(seen.time(ASLEEP))).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void howMuchIsRememberedIsBounded() {
        for (var flap = 0; flap < DatabaseHistory.STRETCHES; flap++) {
            evidence.answered(clock.instant());
            clock.pass(Duration.ofSeconds(1));
            evidence.failed(FailureKind.REFUSED, clock.instant());
            clock.pass(Duration.ofSeconds(1));
        }
        var seen = history.seen();
        assertThat(seen.stretches()).hasSize(DatabaseHistory.STRETCHES);
        assertThat(seen.since()).isEqualTo(seen.stretches().get(0).from()).isAfter(start);
        var seconds = Duration.ofSeconds(301);
        for (var wake = 0; wake <= DatabaseHistory.WAKES; wake++) {
            clock.pass(seconds);
            answered(FAST);
        }
        assertThat(history.wakes()).hasSize(DatabaseHistory.WAKES);
        for (var part = 0; part < 2 * DatabaseHistory.ROUND_TRIPS; part++) {
            answered(FAST);
            clock.pass(Duration.ofSeconds(RoundTrips.SECONDS));
        }
        assertThat(history.roundTrips(Instant.MIN)).hasSize(DatabaseHistory.ROUND_TRIPS);
    }

    @Test
    void aClockThatGoesBackMakesNoGap() {
        evidence.answered(clock.instant());
        clock.pass(MINUTE);
        evidence.failed(FailureKind.REFUSED, clock.instant());
        clock.pass(MINUTE.negated().multipliedBy(3));
        evidence.answered(start.plus(MINUTE));
        assertThat(history.seen().stretches()).extracting(Stretch::phase).containsExactly(UP);
    }

    private void napFor(Duration time, int times) {
        for (var nap = 0; nap < times; nap++) {
            evidence.answered(clock.instant());
            meter.used(Use.REQUEST, clock.instant(), FAST, clock.instant());
            clock.pass(time);
        }
    }

    private void answered(Duration took) {
        evidence.answered(clock.instant());
        meter.used(Use.REQUEST, clock.instant(), took, clock.instant());
    }
}
