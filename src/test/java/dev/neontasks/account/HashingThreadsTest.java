package dev.neontasks.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;

import dev.neontasks.api.TooManyRequests;

class HashingThreadsTest {

    private final Vertx vertx = Vertx.vertx();
    private final HashingThreads hashing = new HashingThreads(vertx);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void turnAwayAtOnceWhatTheyCannotDoSoon() throws Exception {
        var asked = Stream.generate(this::held).limit(1000).toList();
        var refused = asked.stream().filter(CompletableFuture::isDone).toList();
        assertThat(refused).hasSizeBetween(700, 950)
                .allSatisfy(one -> assertThatThrownBy(one::join).hasCauseInstanceOf(TooManyRequests.class));
        assertThat(asked.subList(0, 50)).doesNotContainAnyElementsOf(refused);
        release.countDown();
        for (var one : asked) {
            if (!refused.contains(one)) {
                assertThat(one.get(10, SECONDS)).isEqualTo("done");
            }
        }
        assertThat(hashing.run(() -> "again").await().atMost(Duration.ofSeconds(10))).isEqualTo("again");
    }

    @Test
    void goOnAfterWorkThatFailed() {
        for (var i = 0; i < 1000; i++) {
            assertThatThrownBy(() -> hashing.run(() -> {
                throw new IllegalArgumentException();
            }).await().atMost(Duration.ofSeconds(10))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private CompletableFuture<String> held() {
        return hashing.run(() -> {
            try {
                return release.await(30, SECONDS) ? "done" : "held for too long";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).subscribeAsCompletionStage();
    }
}
