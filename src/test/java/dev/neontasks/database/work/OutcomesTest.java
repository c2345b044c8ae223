package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.evidence.EvidenceListener;
import dev.neontasks.database.failure.FailureKind;

/** What the end of a piece of work, or of an attempt to connect, means. */
class OutcomesTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final SQLException BROKEN = new SQLException("terminating connection", "57P01");
    private static final SQLException SILENT = new SQLException("", "08001");
    private static final SQLException NO_TABLE = new SQLException("", "42P01");

    private final Parts parts = new Parts();
    private final Outcomes outcomes = new Outcomes(parts.queue, parts.connections.open(), parts.evidence, parts.schema,
            parts.metrics, parts.settings);

    @Test
    void anAnswerIsGivenWhenTheNextPieceHasBegun() {
        var answer = parts.ask();
        var give = outcomes.answered(begun(), "done", now());
        assertThat(answer).isNotDone();
        give.orElseThrow().run();
        assertThat(answer).isCompletedWithValue("done");
    }

    @Test
    void whatIsAnsweredIsUseOfTheDatabaseAndEvidenceOfIt() {
        parts.ask();
        outcomes.answered(begun(), "done", now());
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UP);
        assertThat(parts.count("neon_tasks.database.wakeups", "cause", "request")).isOne();
    }

    @Test
    void howLongItRanAndWasWaitedForIsTold() {
        var told = new ArrayList<String>();
        parts.metrics.tell(new EvidenceListener() {
            @Override
            public void answered(Instant now, Duration took) {
                told.add("ran for " + took);
            }

            @Override
            public void used(DatabaseMetrics.Use use, Instant asked, Instant now) {
                told.add(use + " waited " + Duration.between(asked, now));
            }
        });
        parts.ask();
        parts.clock.pass(Duration.ofSeconds(2));
        var work = begun();
        parts.clock.pass(MOMENT);
        outcomes.answered(work, "done", now());
        assertThat(told).containsExactly("ran for PT0.001S", "REQUEST waited PT2.001S");
    }

    @Test
    void theTimeThatAPieceWaitedIsMeasured() {
        parts.ask();
        parts.clock.pass(Duration.ofSeconds(2));
        outcomes.begins(parts.begin());
        var waits = parts.registry.get("db.client.connection.wait_time").timer();
        assertThat(waits.count()).isOne();
        assertThat(waits.totalTime(TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void aFactIsAnAnswerOfTheDatabase() {
        var answer = parts.ask();
        var fact = new IllegalStateException("no such task");
        fails(fact).run();
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.handle((done, failure) -> failure).join()).isSameAs(fact);
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UP);
    }

    @Test
    void anErrorOfTheProcessSaysNothingOfTheDatabase() {
        var answer = parts.ask();
        fails(new OutOfMemoryError()).run();
        assertThat(answer).isCompletedExceptionally();
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UNKNOWN);
    }

    @Test
    void whatMayHavePassedRunsOnceMoreAndNotAThirdTime() {
        var answer = parts.ask();
        var work = begun();
        assertThat(outcomes.failed(work, BROKEN, now(), now(), 0)).isEmpty();
        assertThat(parts.count("neon_tasks.database.retries")).isOne();
        outcomes.failed(work, BROKEN, now(), now(), 0).orElseThrow().run();
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.RESTARTING);
        assertThat(parts.evidence.failure()).contains(FailureKind.RESTARTING);
    }

    @Test
    void whatIsOlderThanTheWakeBudgetRunsNoMore() {
        var answer = parts.ask();
        var work = begun();
        parts.clock.pass(Parts.WAKE_BUDGET.plus(MOMENT));
        outcomes.failed(work, BROKEN, now(), now(), 0).orElseThrow().run();
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.RESTARTING);
    }

    @Test
    void aBreakMakesItsGenerationSuspect() {
        parts.ask();
        outcomes.failed(begun(), BROKEN, now(), now(), 0);
        assertThat(generation()).isOne();
    }

    @Test
    void aBreakOfAnEarlierGenerationMakesNoOtherSuspect() {
        parts.connections.open().retire(0);
        parts.ask();
        outcomes.failed(begun(), BROKEN, now(), now(), 0);
        assertThat(generation()).isOne();
    }

    @Test
    void oneThatIsSilentMakesNobodySuspectWhileOthersAreAnswered() {
        parts.ask();
        var begun = now();
        parts.clock.pass(MOMENT);
        parts.evidence.answered(now());
        outcomes.failed(begun(), SILENT, begun, now(), 0);
        assertThat(generation()).isZero();
    }

    @Test
    void oneThatIsSilentMakesAllSuspectWhenNobodyIsAnswered() {
        parts.ask();
        outcomes.failed(begun(), SILENT, now(), now(), 0);
        assertThat(generation()).isOne();
    }

    @Test
    void oneThatBrokeMakesAllSuspectThoughOthersAreAnswered() {
        parts.ask();
        var begun = now();
        parts.clock.pass(MOMENT);
        parts.evidence.answered(now());
        outcomes.failed(begun(), BROKEN, begun, now(), 0);
        assertThat(generation()).isOne();
    }

    @Test
    void whatWaitedForAnAnswerAsLongAsItMayDoesNotRunAgain() {
        var answer = parts.ask();
        fails(SILENT).run();
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.DOWN);
    }

    @Test
    void aStatementThatIsRefusedIsAnAnswerOfTheDatabase() {
        var answer = parts.ask();
        fails(new SQLException("", "57014")).run();
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.STATEMENT_TIMED_OUT);
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UP);
        assertThat(generation()).isZero();
    }

    @Test
    void aFirstDoubtOfTheSchemaMakesConnectionsSuspectThatSettledWhereTheyLook() {
        parts.schema.ready("005", now());
        parts.clock.pass(MOMENT);
        var answer = parts.ask();
        fails(NO_TABLE).run();
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.TABLE_MISSING);
        assertThat(generation()).isOne();
        parts.ask();
        parts.connections.make();
        fails(NO_TABLE);
        assertThat(generation()).as("it is known by now").isOne();
    }

    @Test
    void aFailureForASchemaThatIsLookedAtAlreadyIsNoNews() {
        parts.ask();
        fails(NO_TABLE);
        assertThat(generation()).isZero();
    }

    @Test
    void whateverHappensMeanwhileThereIsAnAnswer() {
        var unexpected = new IllegalStateException("of the pool");
        parts.connections.open().tell(() -> {
            throw unexpected;
        }, () -> {
        });
        var answer = parts.ask();
        assertThatCode(() -> fails(BROKEN).run()).doesNotThrowAnyException();
        assertThat(answer.handle((done, failure) -> failure).join()).isSameAs(unexpected);
    }

    @Test
    void connectingIsHopelessWhenItIsRefusedForGood() {
        var answer = parts.ask();
        outcomes.notConnected(FailureKind.WRONG_LOGIN, now(), 0);
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.WRONG_LOGIN);
        assertThat(parts.evidence.failure()).contains(FailureKind.WRONG_LOGIN);
    }

    @Test
    void aNewOutageMayPassWhileOneWaits() {
        var answer = parts.ask();
        outcomes.notConnected(FailureKind.REFUSED, now(), 0);
        assertThat(answer).isNotDone();
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.DOWN);
    }

    @Test
    void anOldOutageIsToldAtOnce() {
        outcomes.notConnected(FailureKind.REFUSED, now(), 0);
        parts.clock.pass(Parts.WAKE_BUDGET.plus(MOMENT));
        var answer = parts.ask();
        outcomes.notConnected(FailureKind.REFUSED, now(), 0);
        assertThat(Parts.reason(answer)).isEqualTo(FailureKind.REFUSED);
    }

    @Test
    void nobodyIsToldOfAnOutageWhoMayYetGetAConnectionThatIsThere() {
        parts.connections.make();
        var answer = parts.ask();
        outcomes.notConnected(FailureKind.WRONG_LOGIN, now(), 0);
        assertThat(parts.evidence.state()).as("the connection has not answered lately").isEqualTo(DatabaseState.DOWN);
        assertThat(answer).isNotDone();
    }

    @Test
    void aFailureSaysNothingWhileOtherConnectionsAnswer() {
        parts.connections.make();
        parts.evidence.answered(now());
        parts.clock.pass(Duration.ofSeconds(1));
        outcomes.notConnected(FailureKind.REFUSED, now(), 0);
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UP);
        parts.clock.pass(MOMENT);
        outcomes.notConnected(FailureKind.REFUSED, now(), 0);
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.DOWN);
    }

    @Test
    void aFailureSaysSomethingWhenThoseThatAnsweredAreGone() {
        parts.evidence.answered(now());
        parts.clock.pass(MOMENT);
        outcomes.notConnected(FailureKind.REFUSED, now(), 0);
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.DOWN);
    }

    @Test
    void aFailureToConnectWithALoginThatIsMendedSaysNothing() {
        parts.connections.open().retire(0);
        var answer = parts.ask();
        outcomes.notConnected(FailureKind.WRONG_LOGIN, now(), 0);
        assertThat(answer).isNotDone();
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UNKNOWN);
    }

    @Test
    void aDatabaseThatWakesIsNotDown() {
        var answer = parts.ask();
        outcomes.notConnected(FailureKind.NOT_AWAKE, now(), 0);
        assertThat(answer).isNotDone();
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UNKNOWN);
    }

    @SuppressWarnings("unchecked")
    private Work<String> begun() {
        return (Work<String>) parts.begin();
    }

    /** The piece that waits, for good. Returns what gives the answer. */
    private Runnable fails(Throwable failure) {
        var work = begun();
        return outcomes.failed(work, failure, now(), now(), generation())
                .or(() -> outcomes.failed(work, failure, now(), now(), generation())).orElseThrow();
    }

    private Instant now() {
        return parts.clock.instant();
    }

    private int generation() {
        return parts.connections.open().generation();
    }
}
