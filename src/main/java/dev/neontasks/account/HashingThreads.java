package dev.neontasks.account;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** A thread for every core, up to four: hashing keeps a core and 19 MiB busy, and whoever waits for it keeps no thread. */
@Singleton
class HashingThreads {

    /** So that it fits into a small heap on a machine with many cores. */
    private static final int MOST = 4;

    private final WorkerExecutor threads;

    HashingThreads(Vertx vertx) {
        threads = vertx.createSharedWorkerExecutor("password-hashing",
                Math.min(MOST, Runtime.getRuntime().availableProcessors()));
    }

    /** The answer comes in the caller's context. */
    <T> Uni<T> run(Supplier<T> work) {
        return Uni.createFrom().completionStage(() -> threads.executeBlocking(work::get, false).toCompletionStage());
    }
}
