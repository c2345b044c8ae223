package dev.neontasks.account;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

import dev.neontasks.api.TooManyRequests;

/**
 * A thread for every core, up to four: hashing keeps a core and 19 MiB busy, and whoever waits for it keeps no thread. No more
 * wait than can be served in a few seconds; one more is turned away at once.
 */
@Singleton
class HashingThreads {

    /** So that it fits into a small heap on a machine with many cores. */
    private static final int MOST = 4;

    /** For each thread: at some 30 ms each, two seconds' work. */
    private static final int WAITING = 64;
    private static final Duration UNTIL_THESE_ARE_SERVED = Duration.ofSeconds(2);

    private final WorkerExecutor threads;
    private final Semaphore places;

    HashingThreads(Vertx vertx) {
        var size = Math.min(MOST, Runtime.getRuntime().availableProcessors());
        threads = vertx.createSharedWorkerExecutor("password-hashing", size);
        places = new Semaphore(size * (1 + WAITING));
    }

    /** The answer comes in the caller's context. Fails with {@link TooManyRequests} when too many wait already. */
    <T> Uni<T> run(Supplier<T> work) {
        return Uni.createFrom().completionStage(() -> {
            if (!places.tryAcquire()) {
                throw new TooManyRequests(UNTIL_THESE_ARE_SERVED);
            }
            return threads.executeBlocking(work::get, false).onComplete(done -> places.release()).toCompletionStage();
        });
    }
}
