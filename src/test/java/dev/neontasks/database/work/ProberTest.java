package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Shutdown;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.evidence.SchemaReady;
import dev.neontasks.database.failure.FailureKind;

/** Asks a database that is down until it answers, and leaves any other alone. */
class ProberTest {

    private final Parts parts = new Parts();
    private final Check check = new Check();
    private final Prober prober = new Prober(parts.evidence, check);

    /** Answered when a test says so. */
    private final class Check extends DatabaseCheck {

        private final LinkedBlockingQueue<CompletableFuture<Optional<FailureKind>>> asked = new LinkedBlockingQueue<>();

        Check() {
            super(null, parts.queue, parts.evidence, parts.timers.vertx(), parts.clock);
        }

        @Override
        public CompletableFuture<Optional<FailureKind>> verify() {
            var answer = new CompletableFuture<Optional<FailureKind>>();
            asked.add(answer);
            return answer;
        }

        private CompletableFuture<Optional<FailureKind>> next() throws InterruptedException {
            return asked.poll(10, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void start() {
        prober.start(new SchemaReady("005"));
    }

    @AfterEach
    void stop() {
        prober.stop(new Shutdown());
    }

    @Test
    void asksAgainAndAgainUntilThereIsAnAnswer() throws InterruptedException {
        fail();
        for (var time = 0; time < 3; time++) {
            check.next().complete(Optional.of(FailureKind.REFUSED));
        }
        var last = check.next();
        parts.evidence.answered(parts.clock.instant());
        last.complete(Optional.empty());
        assertThat(check.asked.poll(700, TimeUnit.MILLISECONDS)).as("it answers").isNull();
        fail();
        assertThat(check.next()).as("another outage").isNotNull();
    }

    @Test
    void leavesADatabaseAloneThatAnsweredSomebodyElseDuringAPause() throws InterruptedException {
        fail();
        parts.evidence.answered(parts.clock.instant());
        assertThat(parts.evidence.state()).isEqualTo(DatabaseState.UP);
        assertThat(check.asked.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void asksNobodyAfterTheEnd() throws InterruptedException {
        stop();
        fail();
        assertThat(check.asked.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }

    private void fail() {
        parts.evidence.failed(FailureKind.REFUSED, parts.clock.instant());
    }
}
