package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.event.Shutdown;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.failure.FailureKind;

/** What time alone brings about, at the looks ten times a second. */
class DeadlinesTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Parts parts = new Parts();
    private final Deadlines deadlines = new Deadlines(parts.queue, parts.connections.open(), parts.evidence, parts.metrics,
            parts.settings, parts.timers.vertx(), parts.clock);

    @BeforeEach
    void start() {
        deadlines.start(new StartupEvent());
    }

    @Test
    void looksTenTimesASecondUntilTheEnd() {
        assertThat(parts.timers.delays()).containsExactly(100L);
        deadlines.stop(new Shutdown());
        assertThat(parts.timers.delays()).isEmpty();
    }

    @Test
    void letsWorkWaitForTheWholeWakeBudget() {
        var answer = parts.ask();
        pass(Parts.WAKE_BUDGET);
        assertThat(answer).isNotDone();
        pass(MOMENT);
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(parts.queue.waiting()).isZero();
        assertThat(parts.count("db.client.connection.timeouts")).isOne();
    }

    @Test
    void takesADatabaseToBeDownToWhichNoConnectionWasMadeInTime() {
        parts.ask();
        pass(Parts.WAKE_BUDGET.plus(MOMENT));
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.DOWN);
    }

    @Test
    void takesNoDatabaseToBeDownForWhoeverFindsAllConnectionsBusy() {
        parts.connections.make();
        var answer = parts.ask();
        pass(Parts.WAKE_BUDGET.plus(MOMENT));
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.NO_FREE_CONNECTION);
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UNKNOWN);
    }

    @Test
    void saysWhyTheNewestAttemptToConnectFailed() {
        var answer = parts.ask();
        parts.queue.hasFailed(parts.started.remove(), Optional.of(FailureKind.REFUSED));
        pass(Parts.WAKE_BUDGET.plus(MOMENT));
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.REFUSED);
        assertThat(parts.evidence.failure()).contains(FailureKind.REFUSED);
    }

    @Test
    void letsWorkRunForAsLongAsWaitingAndAStatementMayTake() {
        var answer = parts.ask();
        var work = parts.begin();
        pass(Parts.LONGEST_ANSWER);
        assertThat(answer).isNotDone();
        pass(MOMENT);
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(parts.queue.running(running -> running == work)).as("its thread is not interrupted").hasSize(1);
        assertThat(parts.evidence.state()).as("it says nothing yet of what the statement came to")
                .isEqualTo(DatabaseState.UNKNOWN);
    }

    @Test
    void countsOneThatRunsTooLongOnce() {
        parts.ask();
        parts.begin();
        pass(Parts.LONGEST_ANSWER.plus(MOMENT));
        pass(MOMENT);
        assertThat(parts.count("neon_tasks.database.failures", "kind", "timed_out")).isOne();
    }

    @Test
    void forgetsWhoeverHasGoneAndSaysNothingForIt() {
        parts.queue.add(Pieces.left(Parts.ANN));
        pass(MOMENT);
        assertThat(parts.queue.waiting()).isZero();
        assertThat(parts.count("db.client.connection.timeouts")).isZero();
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UNKNOWN);
    }

    @Test
    void beginsAnotherAttemptBesideOneThatHangs() {
        parts.ask();
        assertThat(parts.started).hasSize(1);
        pass(Duration.ofMillis(500));
        assertThat(parts.started).hasSize(2);
    }

    private void pass(Duration time) {
        parts.clock.pass(time);
        parts.timers.goOff();
    }
}
