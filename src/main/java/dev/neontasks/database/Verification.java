package dev.neontasks.database;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Asks the database one query: on demand, and when work that has a connection gets no answer for a while, so that a database
 * that hangs is known to. Callers at the same time share one answer; each bounds its own patience.
 */
@Singleton
public class Verification {

    static final String WHO = "verification";
    /** For the query alone: a database that is awake and takes longer is not well. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    /** How long work may be without an answer before one asks for the reason. */
    private static final Duration SUSPICIOUS = Duration.ofMillis(400);
    private static final long LOOK_MILLIS = 100;

    private final Admission admission;
    private final DatabasePool pool;
    private final DatabaseEvidence evidence;
    private final Vertx vertx;
    private @Nullable CompletableFuture<Optional<FailureKind>> running;
    private long timer;

    Verification(Admission admission, DatabasePool pool, DatabaseEvidence evidence, Vertx vertx) {
        this.admission = admission;
        this.pool = pool;
        this.evidence = evidence;
        this.vertx = vertx;
    }

    void watch(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(LOOK_MILLIS, tick -> {
            if (admission.isWithoutAnswerFor(SUSPICIOUS)) {
                verify();
            }
        });
    }

    void stop(@Observes Shutdown event) {
        vertx.cancelTimer(timer);
    }

    /** Completes with nothing when the database answered, with the reason when it did not; never with an exception. */
    public synchronized CompletableFuture<Optional<FailureKind>> verify() {
        var present = running;
        if (present == null || present.isDone()) {
            present = admission.admit(WHO, () -> pool.ask(PATIENCE)).invoke(evidence::verified)
                    .map(took -> Optional.<FailureKind> empty()).onFailure().recoverWithItem(Verification::reason)
                    .subscribeAsCompletionStage();
            running = present;
        }
        // A copy: a caller's time-out is its own.
        return present.copy();
    }

    private static Optional<FailureKind> reason(Throwable failure) {
        return Optional.of(failure instanceof DatabaseUnavailable unavailable ? unavailable.kind()
                : FailureKind.CONNECTION_LOST);
    }

    static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
