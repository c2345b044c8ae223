package dev.neontasks.faults.histories;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.faults.histories.Stage.Way;
import dev.neontasks.history.Answer;
import dev.neontasks.history.Change;
import dev.neontasks.history.History;
import dev.neontasks.history.Request;
import dev.neontasks.simulator.Loss;

/**
 * A refusal of a write with a key is lost, left once more and answered. The first comes while a request that was sent since is
 * about to write, or has just found that somebody else was faster: that one is not refused by it.
 */
@Tag("faults")
class LateRefusalFaultIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REFUSAL = "for key share";

    private final UUID id = UUID.randomUUID();
    private final Request completion = Request.patch(Change.ofCompleted(true)).key("late");
    private final History history = new History();

    @Test
    void refusesNothingThatWasAskedSince() throws Exception {
        try (var stage = new Stage(Way.direct(4)); var other = stage.database.superuser("neondb")) {
            var copy = stage.copies.get(0);
            var ann = new Caller(1, "ann", copy.service().signUp(), history);
            copy.simulator.resetNextStatement(Loss.LATE, REFUSAL);
            assertThat(status(ann, copy, completion)).hasValue(404);
            assertThat(copy.simulator.late()).isEqualTo(1);
            assertThat(status(ann, copy, Request.put("New"))).hasValue(201);

            other.setAutoCommit(false);
            Sql.run(other, "select from receipts where outcome = 404 for update");
            copy.simulator.deliver();
            awaitWaiting(stage, 1);
            var answer = CompletableFuture.supplyAsync(() -> status(ann, copy, completion));
            awaitWaiting(stage, 2);
            other.commit();
            assertThat(answer.get(PATIENCE.toSeconds(), SECONDS)).hasValue(200);
            assertThat(history.violations()).isEmpty();
        }
    }

    @Test
    void refusesNothingForWhichAnotherWasFaster() throws Exception {
        try (var stage = new Stage(Way.direct(4)); var other = stage.database.superuser("neondb")) {
            var copy = stage.copies.get(0);
            var ann = new Caller(1, "ann", copy.service().signUp(), history);
            copy.simulator.resetNextStatement(Loss.LATE, REFUSAL);
            assertThat(status(ann, copy, completion)).hasValue(404);
            assertThat(status(ann, copy, completion)).hasValue(404);
            assertThat(status(ann, copy, Request.put("New"))).hasValue(201);

            other.setAutoCommit(false);
            Sql.run(other, "select from tasks for update");
            var faster = CompletableFuture.supplyAsync(() -> status(ann, copy, Request.put("Newer")));
            awaitWaiting(stage, 1);
            var answer = CompletableFuture.supplyAsync(() -> status(ann, copy, completion));
            awaitWaiting(stage, 2);
            copy.simulator.deliver();
            awaitWaiting(stage, 3);
            copy.simulator.latency(Duration.ofMillis(500));
            other.commit();
            assertThat(faster.get(PATIENCE.toSeconds(), SECONDS)).hasValue(200);
            assertThat(answer.get(PATIENCE.toSeconds(), SECONDS)).hasValue(200);
            assertThat(history.violations()).isEmpty();
        }
    }

    private Optional<Integer> status(Caller caller, Copy copy, Request request) {
        return caller.ask(copy.service(), Optional.of(id), request).answer().map(Answer::status);
    }

    /** Until so many statements about receipts wait for whoever has the refusal. */
    private static void awaitWaiting(Stage stage, int count) {
        await().atMost(PATIENCE).until(() -> waiting(stage) == count);
    }

    private static int waiting(Stage stage) throws SQLException {
        return Integer.parseInt(Sql.ask(stage.database, "neondb",
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%receipts%'"));
    }
}
