package dev.neontasks.database;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Answers work on the database that has waited, or run, for as long as it may. */
@Singleton
class Deadlines {

    private static final long SWEEP_MILLIS = 100;

    private final Workload workload;
    private final OpenConnections connections;
    private final ConnectionSupply supply;
    private final DatabaseEvidence evidence;
    private final DatabaseMeter meter;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration wakeBudget;
    private final Duration longestAnswer;
    private long timer;

    Deadlines(Workload workload, OpenConnections connections, ConnectionSupply supply, DatabaseEvidence evidence,
            DatabaseMeter meter, DatabaseSettings settings, Vertx vertx, Clock clock) {
        this.workload = workload;
        this.connections = connections;
        this.supply = supply;
        this.evidence = evidence;
        this.meter = meter;
        this.vertx = vertx;
        this.clock = clock;
        this.wakeBudget = settings.wakeBudget();
        this.longestAnswer = wakeBudget.plus(settings.statementTimeout());
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    }

    void stop(@Observes Shutdown event) {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (workload.waiting() + workload.busy() == 0) {
            return;
        }
        var now = clock.instant();
        // Whoever has gone in the meantime says nothing about the database.
        workload.takeOut(work -> work.isAnswered() || work.isOlderThan(wakeBudget, now)).stream()
                .filter(work -> !work.isAnswered()).forEach(this::expire);
        // Their threads are bounded by the driver's own time-outs; whoever waits for them is not made to.
        workload.running(work -> !work.isAnswered() && work.isOlderThan(longestAnswer, now))
                .forEach(late -> late.fail(meter.unavailable(FailureKind.TIMED_OUT, null)));
        if (workload.waiting() > 0) {
            connections.removeClosed();
            supply.grow();
        }
    }

    /** For work that got no connection in time. */
    void expire(Work<?> work) {
        var kind = connections.count() > 0 ? FailureKind.NO_FREE_CONNECTION : supply.failure().orElse(FailureKind.TIMED_OUT);
        if (kind != FailureKind.NO_FREE_CONNECTION) {
            evidence.failed(kind, work.asked);
        }
        meter.timedOut();
        work.fail(meter.unavailable(kind, null));
    }
}
