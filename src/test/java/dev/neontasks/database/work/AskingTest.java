package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.event.Shutdown;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.evidence.Conditions;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.failure.FailureKind;

/** How {@link DatabaseCheck} asks, whom it answers, and when it asks unasked. */
class AskingTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration AGE = Duration.ofSeconds(5);

    private final Parts parts = new Parts();
    private final FakeSessions sessions = new FakeSessions();
    private final Workers workers = null;
    private final Admission admission = new Admission(parts.queue, workers, Conditions.of(parts.evidence, parts.schema),
            parts.schema, parts.metrics, sessions.factory(), parts.timers.vertx(), parts.clock);
    private final DatabaseCheck check = new DatabaseCheck(admission, parts.queue, parts.evidence, parts.timers.vertx(),
            parts.clock);

    @Test
    void findsADatabaseWellThatAnswers() {
        var found = check.verify();
        assertThat(found).isNotDone();
        answer();
        assertThat(found).isCompletedWithValue(Optional.empty());
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UP);
        assertThat(parts.evidence.status().lastVerified()).contains(parts.clock.instant());
    }

    @Test
    void saysWhyADatabaseIsNotWell() {
        var found = check.verify();
        parts.begin().fail(parts.metrics.unavailable(FailureKind.REFUSED, null));
        assertThat(found).isCompletedWithValue(Optional.of(FailureKind.REFUSED));
    }

    @Test
    void takesWhatItDoesNotKnowForALostConnection() {
        var found = check.verify();
        parts.begin().fail(new IllegalStateException("nobody knows"));
        assertThat(found).isCompletedWithValue(Optional.of(FailureKind.CONNECTION_LOST));
    }

    @Test
    void asksOnceForAllWhoAskMeanwhile() {
        var one = check.verify();
        var other = check.verify();
        assertThat(parts.queue.waiting()).isOne();
        answer();
        assertThat(one).isDone();
        assertThat(other).isDone();
        check.verify();
        assertThat(parts.queue.waiting()).as("whoever comes later is answered anew").isOne();
    }

    @Test
    void leavesToEachCallerItsOwnPatience() {
        var impatient = check.verify();
        var patient = check.verify();
        impatient.cancel(true);
        answer();
        assertThat(patient).isCompletedWithValue(Optional.empty());
    }

    @Test
    void tellsAgainWhatWasFoundALittleWhileAgo() {
        check.verify();
        answer();
        parts.clock.pass(AGE.minus(MOMENT));
        assertThat(check.verify(AGE)).isCompletedWithValue(Optional.empty());
        assertThat(parts.queue.waiting()).isZero();
        parts.clock.pass(MOMENT);
        assertThat(check.verify(AGE)).isNotDone();
        assertThat(parts.queue.waiting()).isOne();
    }

    @Test
    void asksWhenNothingHasBeenFoundYet() {
        assertThat(check.verify(AGE)).isNotDone();
        assertThat(parts.queue.waiting()).isOne();
    }

    @Test
    void givesTheQueryASecondAndThenTheConnectionItsOwnTimeOutBack() {
        check.verify();
        answer();
        assertThat(sessions.timeOuts()).containsExactly(10_500, 1_000, 10_500);
    }

    @Test
    void leavesAConnectionAloneThatHasEnded() {
        check.verify();
        sessions.answer(() -> {
            sessions.end();
            throw new SQLException("broken", "08006");
        });
        fails();
        assertThat(sessions.timeOuts()).containsExactly(10_500, 1_000);
    }

    @Test
    void knowsThatADatabaseIsSilentBeforeTheDriverSaysSo() {
        check.verify();
        sessions.answer(() -> {
            assertThat(parts.timers.delays()).containsExactly(1_000L);
            parts.timers.goOff();
            assertThat(parts.evidence.failure()).contains(FailureKind.TIMED_OUT);
        });
        answer();
    }

    @Test
    void waitsForNobodysSilenceThatHasAnswered() {
        check.verify();
        answer();
        assertThat(parts.timers.delays()).isEmpty();
    }

    @Test
    void asksWhenWorkHasBeenWithoutAnAnswerForAWhile() {
        check.watch(new StartupEvent());
        assertThat(parts.timers.delays()).containsExactly(100L);
        parts.ask();
        parts.begin();
        parts.clock.pass(Duration.ofMillis(300));
        parts.timers.goOff();
        assertThat(parts.queue.waiting()).isZero();
        parts.clock.pass(MOMENT);
        parts.timers.goOff();
        assertThat(parts.queue.waiting()).isOne();
    }

    @Test
    void asksNothingWhileNothingRuns() {
        check.watch(new StartupEvent());
        parts.ask();
        parts.clock.pass(Duration.ofSeconds(1));
        parts.timers.goOff();
        assertThat(parts.queue.waiting()).isOne();
    }

    @Test
    void looksAtNothingAfterTheEnd() {
        check.watch(new StartupEvent());
        check.stop(new Shutdown());
        assertThat(parts.timers.delays()).isEmpty();
    }

    private void answer() {
        succeed(parts.begin());
    }

    private <T> void succeed(Work<T> work) {
        work.succeed(work.run(sessions.factory(), sessions.connection()));
    }

    private void fails() {
        var work = parts.begin();
        try {
            work.run(sessions.factory(), sessions.connection());
        } catch (Exception e) {
            work.fail(e);
        }
    }
}
