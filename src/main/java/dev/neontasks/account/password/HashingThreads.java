package dev.neontasks.account.password;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

import dev.neontasks.api.TooManyRequests;

/**
 * A thread for every core, up to four: hashing keeps a core and 19 MiB busy, and whoever waits for it keeps no thread. No
 * more wait than can be served in a few seconds, a quarter of them from one address and a quarter of that of one account,
 * whose turns alternate with others'; one more is turned away at once.
 */
@Singleton
class HashingThreads {

    /** So that it fits into a small heap on a machine with many cores. */
    private static final int MOST = 4;

    /** For each thread: at some 30 ms each, two seconds' work. */
    private static final int WAITING = 64;
    /**
     * The part of all that one address may have: a class that signs in together, half a second's work; and of that one account:
     * more browsers than anybody opens at once.
     */
    private static final int PART = 4;
    private static final Duration UNTIL_THESE_ARE_SERVED = Duration.ofSeconds(2);

    private final WorkerExecutor threads;
    private final HashingQueue queue;
    private final Vertx vertx;

    HashingThreads(Vertx vertx) {
        var size = Math.min(MOST, Runtime.getRuntime().availableProcessors());
        var most = size * (1 + WAITING);
        this.threads = vertx.createSharedWorkerExecutor("password-hashing", size);
        this.queue = new HashingQueue(most, PART);
        this.vertx = vertx;
    }

    /**
     * The answer comes in the caller's context. Fails with {@link TooManyRequests} when too many wait already.
     *
     * @param claimant whose share it takes
     */
    <T> Uni<T> run(Claimant claimant, Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            var result = new CompletableFuture<T>();
            if (!queue.add(claimant, () -> complete(result, work))) {
                throw new TooManyRequests(UNTIL_THESE_ARE_SERVED,
                        "Many people are signing in at once. Try again in 2 seconds.");
            }
            var context = vertx.getOrCreateContext();
            threads.executeBlocking(() -> {
                queue.runNext();
                return result;
            }, false);
            return Uni.createFrom().completionStage(result)
                    .emitOn(command -> context.runOnContext(ignored -> command.run()));
        });
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
        try {
            result.complete(work.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }
}
