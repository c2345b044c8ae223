package dev.neontasks.database;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/** Asks the database one query, on demand. Callers at the same time share one answer; each bounds its own patience. */
@Singleton
public class Verification {

    private final DatabasePool pool;
    private final DatabaseEvidence evidence;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> daemon(work, "database-verification"));
    private @Nullable CompletableFuture<Optional<FailureKind>> running;

    Verification(DatabasePool pool, DatabaseEvidence evidence, Clock clock) {
        this.pool = pool;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Completes with nothing when the database answered, with the reason when it did not; never with an exception. */
    public synchronized CompletableFuture<Optional<FailureKind>> verify() {
        var present = running;
        if (present == null || present.isDone()) {
            present = CompletableFuture.supplyAsync(this::ask, thread);
            running = present;
        }
        // A copy: a caller's time-out is its own.
        return present.copy();
    }

    private Optional<FailureKind> ask() {
        var failure = attempt();
        // The first may have met a connection that had died in the pool.
        return failure.filter(FailureKind::isTransient).isPresent() ? attempt() : failure;
    }

    private Optional<FailureKind> attempt() {
        var begun = clock.instant();
        var started = System.nanoTime();
        try {
            pool.ask();
            evidence.verified(Duration.ofNanos(System.nanoTime() - started));
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            var kind = FailureMeaning.of(e).orElse(FailureKind.CONNECTION_LOST);
            if (kind == FailureKind.NO_FREE_CONNECTION && !pool.isFull()) {
                kind = FailureKind.TIMED_OUT;
            }
            if (kind != FailureKind.NO_FREE_CONNECTION) {
                evidence.failed(kind, begun);
            }
            return Optional.of(kind);
        }
    }

    static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
