package dev.neontasks.database;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/** Asks the database one query, on demand. Callers at the same time share one answer; each bounds its own patience. */
@Singleton
public class Verification {

    private static final String WHO = "verification";
    /** For the query alone: a database that is awake and takes longer is not well. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Admission admission;
    private final DatabasePool pool;
    private final DatabaseEvidence evidence;
    private @Nullable CompletableFuture<Optional<FailureKind>> running;

    Verification(Admission admission, DatabasePool pool, DatabaseEvidence evidence) {
        this.admission = admission;
        this.pool = pool;
        this.evidence = evidence;
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
