package dev.neontasks.database.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;

/**
 * Asks the database one query: on demand, and when work that has a connection gets no answer for a while, so that a database
 * that hangs is known to. Callers at the same time share one answer; each bounds its own patience.
 */
@Singleton
public class DatabaseCheck {

    /** What came of a query of {@code asked}: nothing when it was answered, else the reason why not. */
    record Finding(Optional<FailureKind> reason, Instant asked) {

        /** Whether it is no older than {@code age}, and nothing that is known since says otherwise. */
        boolean isTrueStill(Duration age, DatabaseEvidence evidence, Instant now) {
            // From the question on: an answer to somebody else may have come before the failure was told.
            var contradicted = reason.isEmpty() ? evidence.failure().isPresent() : evidence.hasAnsweredSince(asked);
            return !contradicted && Duration.between(asked, now).compareTo(age) < 0;
        }
    }

    /** For the query alone: a database that is awake and takes longer is not well. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** How long work may be without an answer before one asks for the reason. */
    private static final Duration SUSPICIOUS = Duration.ofMillis(300);
    private static final long LOOK_MILLIS = 100;

    private final Admission admission;
    private final WorkQueue queue;
    private final DatabaseEvidence evidence;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable CompletableFuture<Optional<FailureKind>> running;
    private volatile @Nullable Finding newest;
    private long timer;

    DatabaseCheck(Admission admission, WorkQueue queue, DatabaseEvidence evidence, Vertx vertx,
            Clock clock) {
        this.admission = admission;
        this.queue = queue;
        this.evidence = evidence;
        this.vertx = vertx;
        this.clock = clock;
    }

    void watch(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(LOOK_MILLIS, tick -> {
            var now = clock.instant();
            if (queue.busy() > 0 && !queue.running(work -> work.hasRun(now).compareTo(SUSPICIOUS) > 0).isEmpty()) {
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
            // Whoever joins just before patience ends would be told of an outage that is over.
            present = find().flatMap(found -> isOver(found) ? find() : Uni.createFrom().item(found)).map(Finding::reason)
                    .subscribeAsCompletionStage();
            running = present;
        }
        // A copy: a caller's time-out is its own.
        return present.copy();
    }

    private Uni<Finding> find() {
        return Uni.createFrom().deferred(() -> {
            var asked = clock.instant();
            return admission.check(this::ask).invoke(evidence::verified)
                    .map(took -> Optional.<FailureKind> empty()).onFailure().recoverWithItem(DatabaseCheck::reason)
                    .map(reason -> newest = new Finding(reason, asked));
        });
    }

    private boolean isOver(Finding outage) {
        return outage.reason().isPresent() && evidence.failure().isEmpty() && evidence.hasAnsweredSince(outage.asked());
    }

    /**
     * The same, or what somebody else was answered within {@code age}, unless more is known since: whoever may ask, however
     * often, cannot make more queries of it.
     */
    public synchronized CompletableFuture<Optional<FailureKind>> verify(Duration age) {
        var finding = newest;
        return finding != null && finding.isTrueStill(age, evidence, clock.instant())
                ? CompletableFuture.completedFuture(finding.reason())
                : verify();
    }

    /** How long one query takes, connecting not counted. */
    private Duration ask(StatelessSession session) {
        return session.doReturningWork(pooled -> {
            // The driver's own: the pool would not leave it its usual time-out, of which it knows nothing.
            var connection = (Connection) pooled.unwrap(PGConnection.class);
            var usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
            try {
                return ask(pooled);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, usual);
                }
            }
        });
    }

    private Duration ask(Connection connection) throws SQLException {
        var begun = clock.instant();
        // Not left to the exception: the driver ends what hangs before it throws, and TLS may take as long again for that.
        var silence = vertx.setTimer(PATIENCE.toMillis(), tick -> evidence.failed(FailureKind.TIMED_OUT, begun));
        try (var statement = connection.createStatement()) {
            var started = System.nanoTime();
            statement.execute("SELECT 1");
            return Duration.ofNanos(System.nanoTime() - started);
        } finally {
            vertx.cancelTimer(silence);
        }
    }

    private static Optional<FailureKind> reason(Throwable failure) {
        return Optional.of(failure instanceof DatabaseUnavailable unavailable ? unavailable.kind()
                : FailureKind.CONNECTION_LOST);
    }
}
