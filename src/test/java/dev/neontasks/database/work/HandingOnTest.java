package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.hibernate.StatelessSession;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.queue.Asker;

/** More work than connections: a thread that has ended one piece takes the next, which knows nothing of the first. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HandingOnTest {

    private static final int PIECES = 400;

    @Inject
    Admission admission;

    @Inject
    WorkQueue queue;

    @Inject
    Vertx vertx;

    @Test
    void everyPieceRunsInItsOwnContext() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        var answers = new ArrayList<CompletableFuture<String>>();
        for (var number = 0; number < PIECES; number++) {
            var mine = "piece " + number;
            answers.add(ask(mine, session -> {
                threads.add(Thread.currentThread().getName());
                askDatabase(session);
                return String.valueOf(MDC.get("piece"));
            }));
        }
        for (var number = 0; number < PIECES; number++) {
            assertThat(answers.get(number).get(30, TimeUnit.SECONDS)).isEqualTo("piece " + number);
        }
        assertThat(threads).hasSizeLessThan(PIECES / 2);
        nothingRuns();
    }

    @Test
    void whateverOneThrowsTheOthersRun() throws Exception {
        var answers = new ArrayList<CompletableFuture<String>>();
        for (var number = 0; number < PIECES; number++) {
            var throwing = number % 2 == 0;
            answers.add(ask("piece " + number, session -> {
                askDatabase(session);
                if (throwing) {
                    throw new AssertionError("on purpose");
                }
                return "done";
            }));
        }
        for (var number = 0; number < PIECES; number++) {
            var answer = answers.get(number);
            if (number % 2 == 0) {
                assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("on purpose");
            } else {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("done");
            }
        }
        nothingRuns();
    }

    private CompletableFuture<String> ask(String piece, Function<StatelessSession, String> work) {
        var answer = new CompletableFuture<String>();
        VertxContext.getOrCreateDuplicatedContext(vertx.getOrCreateContext()).runOnContext(ignored -> {
            MDC.put("piece", piece);
            admission.run(Asker.account(piece), work).subscribe().with(answer::complete, answer::completeExceptionally);
        });
        return answer;
    }

    private void nothingRuns() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> queue.busy() + queue.waiting() == 0);
    }

    private static void askDatabase(StatelessSession session) {
        session.doWork(connection -> Sql.ask(connection, "select pg_sleep(0.005)"));
    }
}
