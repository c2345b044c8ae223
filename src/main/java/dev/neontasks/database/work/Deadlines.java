package dev.neontasks.database.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.OpenConnections;

/**
 * Looks ten times a second for what time alone brings about: work on the database that has waited, or run, for as long as it
 * may, is answered, and beside an attempt to connect that hangs another is begun.
 */
@Singleton
class Deadlines {

    private static final long PERIOD_MILLIS = 100;

    private final WorkQueue queue;
    private final OpenConnections connections;
    private final DatabaseEvidence evidence;
    private final DatabaseMetrics meter;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration wakeBudget;
    private final Duration longestAnswer;
    private long timer;

    Deadlines(WorkQueue queue, OpenConnections connections, DatabaseEvidence evidence,
            DatabaseMetrics meter, DatabaseSettings settings, Vertx vertx, Clock clock) {
        this.queue = queue;
        this.connections = connections;
        this.evidence = evidence;
        this.meter = meter;
        this.vertx = vertx;
        this.clock = clock;
        this.wakeBudget = settings.wakeBudget();
        this.longestAnswer = wakeBudget.plus(settings.statementTimeout());
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> {
            if (queue.waiting() + queue.busy() > 0) {
                var now = clock.instant();
                pass(now);
                queue.look(now);
            }
        });
    }

    void stop(@Observes Shutdown event) {
        vertx.cancelTimer(timer);
    }

    private void pass(Instant now) {
        // Whoever has gone in the meantime says nothing about the database.
        queue.takeOut(work -> work.isAnswered() || work.isOlderThan(wakeBudget, now)).stream()
                .filter(work -> !work.isAnswered()).forEach(this::expire);
        // Their threads are bounded by the driver's own time-outs; whoever waits for them is not made to.
        queue.running(work -> !work.isAnswered() && work.isOlderThan(longestAnswer, now))
                .forEach(late -> late.fail(meter.unavailable(FailureKind.TIMED_OUT, null)));
    }

    /** For work that got no connection in time. */
    private void expire(Work<?> work) {
        var kind = connections.count() > 0 ? FailureKind.NO_FREE_CONNECTION : queue.failure().orElse(FailureKind.TIMED_OUT);
        if (kind != FailureKind.NO_FREE_CONNECTION) {
            evidence.failed(kind, work.asked);
        }
        meter.timedOut();
        work.fail(meter.unavailable(kind, null));
    }
}
