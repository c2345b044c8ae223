package dev.neontasks.account.password;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
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
        var asked = IntStream.range(0, 1000).mapToObj(i -> held("10.0.0." + i)).toList();
        var refused = asked.stream().filter(CompletableFuture::isDone).toList();
        assertThat(refused).hasSizeBetween(700, 950)
                .allSatisfy(one -> assertThatThrownBy(one::join).hasCauseInstanceOf(TooManyRequests.class).cause()
                        .as("nobody's own attempts").hasMessage("Many people are signing in at once. Try again in 2 seconds."));
        assertThat(asked.subList(0, 50)).doesNotContainAnyElementsOf(refused);
        release.countDown();
        for (var one : asked) {
            if (!refused.contains(one)) {
                assertThat(one.get(10, SECONDS)).isEqualTo("done");
            }
        }
        assertThat(hashing.run(from("10.0.0.1"), () -> "again").await().atMost(Duration.ofSeconds(10))).isEqualTo("again");
    }

    @Test
    void leaveThreeQuartersToOthersWhateverOneAddressAsksFor() throws Exception {
        var greedy = Stream.generate(() -> held("10.0.0.1")).limit(1000).filter(one -> !one.isDone()).toList();
        assertThat(greedy).hasSizeBetween(16, 65);
        var others = IntStream.range(0, 3 * greedy.size()).mapToObj(i -> held("10.0.1." + i)).toList();
        assertThat(others).noneMatch(CompletableFuture::isDone);
        release.countDown();
        for (var one : others) {
            assertThat(one.get(10, SECONDS)).isEqualTo("done");
        }
    }

    /** The two pieces that are before it at the most: those whose turn it is, and one of the other address. */
    @Test
    void serveAnotherAddressBeforeWhatOneHasPiledUp() throws Exception {
        var order = Collections.synchronizedList(new ArrayList<String>());
        var threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        var held = Stream.generate(() -> held("10.0.0.2")).limit(threads).toList();
        var asked = new ArrayList<CompletableFuture<Boolean>>();
        for (var address : List.of("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.1",
                "10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.3")) {
            asked.add(hashing.run(from(address), () -> order.add(address)).subscribeAsCompletionStage());
        }
        release.countDown();
        for (var one : asked) {
            one.get(10, SECONDS);
        }
        assertThat(held).allSatisfy(one -> assertThat(one.get(10, SECONDS)).isEqualTo("done"));
        assertThat(order.indexOf("10.0.0.3")).as("%s", order).isLessThanOrEqualTo(threads + 1);
    }

    @Test
    void leaveThreeQuartersOfWhatAnAddressHasToItsOtherAccounts() throws Exception {
        var greedy = Stream.generate(() -> held(new Claimant("greedy", "10.0.0.1"))).limit(100).filter(one -> !one.isDone())
                .toList();
        assertThat(greedy).hasSizeBetween(4, 16);
        var others = Stream.generate(() -> held("10.0.0.1")).limit(3 * greedy.size()).toList();
        assertThat(others).noneMatch(CompletableFuture::isDone);
        release.countDown();
        for (var one : others) {
            assertThat(one.get(10, SECONDS)).isEqualTo("done");
        }
    }

    /** Behind no more than those whose turn it is, and one of the account that has piled up. */
    @Test
    void serveAnotherAccountOfTheAddressBeforeWhatOneHasPiledUp() throws Exception {
        var order = Collections.synchronizedList(new ArrayList<String>());
        var threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        Stream.generate(() -> held("10.0.0.2")).limit(threads).forEach(held -> assertThat(held).isNotDone());
        var asked = Stream.of("a", "a", "a", "a", "b").map(account -> hashing
                .run(new Claimant(account, "10.0.0.1"), () -> order.add(account)).subscribeAsCompletionStage()).toList();
        release.countDown();
        for (var one : asked) {
            one.get(10, SECONDS);
        }
        assertThat(order.indexOf("b")).as("%s", order).isLessThanOrEqualTo(threads);
    }

    @Test
    void goOnAfterWorkThatFailed() {
        for (var i = 0; i < 1000; i++) {
            assertThatThrownBy(() -> hashing.run(from("10.0.0.1"), () -> {
                throw new IllegalArgumentException();
            }).await().atMost(Duration.ofSeconds(10))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** An account that does nothing else. */
    private static Claimant from(String address) {
        return new Claimant(UUID.randomUUID().toString(), address);
    }

    private CompletableFuture<String> held(String address) {
        return held(from(address));
    }

    private CompletableFuture<String> held(Claimant claimant) {
        return hashing.run(claimant, () -> {
            try {
                return release.await(30, SECONDS) ? "done" : "held for too long";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).subscribeAsCompletionStage();
    }
}
