package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.TestDatabase;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.queue.Asker;

/** Who asks for more than may wait is turned away, and not at once: a flood that is answered at once comes again at once. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TurnedAwayTest {

    private static final int FLOOD = 400;
    /** 150 may wait, and more than enough be let in meanwhile. */
    private static final long LEAST_REFUSED = FLOOD - 250;

    @Inject
    Admission admission;

    @Inject
    WorkQueue queue;

    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void afterAWhileAndWithoutKeepingOthersOut() throws Exception {
        var begun = System.nanoTime();
        var asked = Stream.generate(() -> ask("ann", this::held)).limit(FLOOD).toList();
        try {
            var first = CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new));
            assertThat(first.handle((answer, failure) -> failure).get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(DatabaseUnavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> refused(asked) >= LEAST_REFUSED);
            var bob = ask("bob", () -> "bob's");
            release.countDown();
            assertThat(bob.get(10, TimeUnit.SECONDS)).isEqualTo("bob's");
        } finally {
            release.countDown();
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> queue.busy() + queue.waiting() == 0);
        assertThat(asked).allMatch(CompletableFuture::isDone);
        assertThat(refused(asked)).isBetween(LEAST_REFUSED, FLOOD - 150L);
    }

    private static long refused(List<CompletableFuture<String>> asked) {
        return asked.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    }

    private CompletableFuture<String> ask(String who, Supplier<String> work) {
        return admission.run(Asker.account(who), session -> work.get()).subscribeAsCompletionStage();
    }

    private String held() {
        try {
            return release.await(30, TimeUnit.SECONDS) ? "done" : "held for too long";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
