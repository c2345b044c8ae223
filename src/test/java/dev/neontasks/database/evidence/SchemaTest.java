package dev.neontasks.database.evidence;

import static dev.neontasks.database.evidence.DatabaseState.DOWN;
import static dev.neontasks.database.evidence.DatabaseState.UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.neontasks.LogLines;
import dev.neontasks.TestClock;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.environment.Environment;

@Timeout(30)
class SchemaTest {

    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d");

    private final TestClock clock = new TestClock();
    private final Schema schema = new Schema();
    private final DatabaseEvidence evidence = new DatabaseEvidence(clock,
            DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name)))));
    private final LogLines log = new LogLines("dev.neontasks.database");
    private final DatabaseCondition condition = new DatabaseCondition(evidence, schema);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anAnswerToAnotherStatementDoesNotContradictAFault() {
        ready();
        schema.failed(FailureKind.TABLE_MISSING, "tasks", clock.instant());
        var failed = clock.instant();
        clock.pass(Duration.ofSeconds(1));
        evidence.answered(clock.instant());
        evidence.verified(Duration.ofMillis(1));
        assertThat(condition.state()).isEqualTo(DOWN);
        assertThat(condition.status().since()).isEqualTo(failed);
        assertThat(condition.status().failure()).hasValue(FailureKind.TABLE_MISSING);
        assertThat(evidence.state()).as("nobody is to ask whether it is there").isEqualTo(UP);
    }

    @Test
    void onlyALookEndsAFault() {
        ready();
        schema.failed(FailureKind.TABLE_MISSING, "tasks", clock.instant());
        clock.pass(Duration.ofSeconds(7));
        schema.ready("005", clock.instant());
        assertThat(condition.state()).isEqualTo(UP);
        assertThat(condition.status().since()).isEqualTo(clock.instant());
        assertThat(condition.status().failure()).isEmpty();
    }

    @Test
    void aConnectionThatIsLostIsTheReasonToldFirst() {
        ready();
        schema.failed(FailureKind.TABLE_MISSING, "tasks", clock.instant());
        var failed = clock.instant();
        clock.pass(Duration.ofSeconds(1));
        evidence.failed(FailureKind.REFUSED, clock.instant());
        assertThat(condition.status().failure()).hasValue(FailureKind.REFUSED);
        assertThat(condition.status().since()).isEqualTo(failed);
        evidence.answered(clock.instant());
        assertThat(condition.status().failure()).hasValue(FailureKind.TABLE_MISSING);
    }

    @Test
    void tellsEachKindOnce() {
        ready();
        for (var look = 0; look < 3; look++) {
            schema.failed(FailureKind.TABLE_MISSING, "tasks", clock.instant());
        }
        schema.failed(FailureKind.COLUMN_MISSING, "tasks.title", clock.instant());
        assertThat(log.with("as needed")).containsExactly(
                "Schema not as needed: a table that the service needs is missing (tasks)",
                "Schema still not as needed: a column that the service needs is missing (tasks.title)");
    }

    @Test
    void aStatementThatWasBegunBeforeTheLookIsOldNews() throws InterruptedException {
        var before = clock.instant();
        clock.pass(Duration.ofSeconds(1));
        ready();
        var doubting = CompletableFuture.runAsync(() -> {
            try {
                schema.awaitDoubt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        schema.doubt(new IllegalStateException(), before);
        schema.doubt(new IllegalStateException(), clock.instant());
        assertThat(doubting).isNotDone();
        clock.pass(Duration.ofSeconds(1));
        schema.doubt(new IllegalStateException(), clock.instant());
        doubting.join();
        assertThat(schema.isReady()).as("until somebody has looked").isTrue();
    }

    @Test
    void isLookedAtSoonerWhenSomebodyNeedsIt() throws InterruptedException {
        ready();
        schema.failed(FailureKind.TABLE_MISSING, "tasks", clock.instant());
        schema.want();
        schema.awaitWish(Duration.ofDays(1));
        schema.ready("005", clock.instant());
        schema.want();
        var begun = System.nanoTime();
        schema.awaitWish(Duration.ofMillis(50));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("nobody lacks it").isGreaterThanOrEqualTo(
                Duration.ofMillis(50));
    }

    private void ready() {
        evidence.answered(clock.instant());
        schema.ready("005", clock.instant());
    }
}
