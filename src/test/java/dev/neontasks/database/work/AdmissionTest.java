package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;

import dev.neontasks.database.evidence.Conditions;
import dev.neontasks.database.failure.FailureKind;

class AdmissionTest {

    /** Of one asker. */
    private static final int MOST_WAITING = 150;
    private static final int MOST_TURNED_AWAY = 5_000;

    private final Parts parts = new Parts();
    private final FakeSessions sessions = new FakeSessions();
    private final Workers workers = null;
    private final Admission admission = new Admission(parts.queue, workers, Conditions.of(parts.evidence, parts.schema),
            parts.schema, parts.metrics, sessions.factory(), parts.timers.vertx(), parts.clock);

    @Test
    void letsNobodyInBeforeTheSchemaIsReady() {
        assertThat(Parts.reason(ask())).isEqualTo(FailureKind.SCHEMA_NOT_READY);
        assertThat(parts.queue.waiting()).isZero();
    }

    @Test
    void saysWhyTheSchemaIsNotReady() {
        parts.schema.failed(FailureKind.TABLE_MISSING, "tasks", parts.clock.instant());
        assertThat(Parts.reason(ask())).isEqualTo(FailureKind.TABLE_MISSING);
    }

    @Test
    void hasWhatIsWrongWithTheSchemaLookedAtForWhoeverNeedsIt() throws InterruptedException {
        parts.schema.failed(FailureKind.TABLE_MISSING, "tasks", parts.clock.instant());
        ask();
        assertIsWanted();
    }

    @Test
    void hasWorkWaitWithoutAThread() {
        ready();
        var answer = ask();
        assertThat(parts.queue.waiting()).isOne();
        assertThat(answer).isNotDone();
        var work = parts.begin();
        assertThat(work.asked).isEqualTo(parts.clock.instant());
        assertThat(work.who).isEqualTo(Parts.ANN);
        assertThat(work.run(sessions.factory(), sessions.connection())).isEqualTo("done");
    }

    @Test
    void countsThePartsOfOneRequestFromItsBeginning() {
        ready();
        var asked = admission.now();
        parts.clock.pass(Duration.ofSeconds(3));
        subscribed(admission.run(Parts.ANN, asked, session -> "part"));
        assertThat(parts.begin().asked).isEqualTo(asked);
    }

    @Test
    void turnsAwayAfterAWhileWhoeverHasTooMuchWaiting() {
        ready();
        var asked = ask(MOST_WAITING + 1);
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        assertThat(parts.timers.delays()).containsExactly(500L);
        parts.timers.goOff();
        assertThat(Parts.reason(asked.get(MOST_WAITING))).isEqualTo(FailureKind.NO_FREE_CONNECTION);
        assertThat(asked.subList(0, MOST_WAITING)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void keepsNoMoreThanSomeThousandsUntilTheyAreTurnedAway() {
        ready();
        var asked = ask(MOST_WAITING + MOST_TURNED_AWAY);
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        assertThat(Parts.reason(ask())).isEqualTo(FailureKind.NO_FREE_CONNECTION);
        parts.timers.goOff();
        assertThat(ask(MOST_TURNED_AWAY)).as("there is room again").noneMatch(CompletableFuture::isDone);
        assertThat(ask()).isDone();
    }

    @Test
    void warmsUpBeforeTheSchemaIsReady() {
        subscribed(admission.warmUp(session -> "warm"));
        assertThat(parts.begin().use.name()).isEqualTo("MIGRATION");
    }

    @Test
    void checksBeforeTheSchemaIsReadyAndHasThatLookedAt() throws InterruptedException {
        parts.schema.failed(FailureKind.TABLE_MISSING, "tasks", parts.clock.instant());
        subscribed(admission.check(session -> "well"));
        assertThat(parts.begin().use.name()).isEqualTo("CHECK");
        assertIsWanted();
    }

    @Test
    void preparesWithASessionThatIsClosedThereafter() {
        var given = new AtomicReference<StatelessSession>();
        admission.withoutDatabase(given::set);
        assertThat(given.get()).isNotNull();
        assertThat(sessions.open()).isZero();
    }

    private void ready() {
        parts.schema.ready("005", parts.clock.instant());
    }

    /** It would wait for a minute otherwise. */
    private void assertIsWanted() throws InterruptedException {
        var begun = System.nanoTime();
        parts.schema.awaitWish(Duration.ofMinutes(1));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }

    private CompletableFuture<String> ask() {
        return subscribed(admission.run(Parts.ANN, session -> "done"));
    }

    private List<CompletableFuture<String>> ask(int count) {
        return Stream.generate(this::ask).limit(count).toList();
    }

    private static <T> CompletableFuture<T> subscribed(Uni<T> asked) {
        return asked.subscribeAsCompletionStage();
    }
}
