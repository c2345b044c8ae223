package dev.neontasks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Asks the database one query: on demand, and when work that has a connection gets no answer for a while, so that a database
 * that hangs is known to. Callers at the same time share one answer; each bounds its own patience.
 */
@Singleton
public class Verification {

    /** For the query alone: a database that is awake and takes longer is not well. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** How long work may be without an answer before one asks for the reason. */
    private static final Duration SUSPICIOUS = Duration.ofMillis(300);
    private static final long LOOK_MILLIS = 100;

    private final Admission admission;
    private final Workload workload;
    private final AgroalDataSource dataSource;
    private final DatabaseEvidence evidence;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable CompletableFuture<Optional<FailureKind>> running;
    private long timer;

    Verification(Admission admission, Workload workload, AgroalDataSource dataSource, DatabaseEvidence evidence, Vertx vertx,
            Clock clock) {
        this.admission = admission;
        this.workload = workload;
        this.dataSource = dataSource;
        this.evidence = evidence;
        this.vertx = vertx;
        this.clock = clock;
    }

    void watch(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(LOOK_MILLIS, tick -> {
            if (workload.hasRunFor(SUSPICIOUS, clock.instant())) {
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
            present = admission.check(this::ask).invoke(evidence::verified)
                    .map(took -> Optional.<FailureKind> empty()).onFailure().recoverWithItem(Verification::reason)
                    .subscribeAsCompletionStage();
            running = present;
        }
        // A copy: a caller's time-out is its own.
        return present.copy();
    }

    /** How long one query takes, connecting not counted. */
    private Duration ask() {
        try (var connection = dataSource.getConnection()) {
            var usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
            try {
                return ask(connection);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, usual);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not answer", e);
        }
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
