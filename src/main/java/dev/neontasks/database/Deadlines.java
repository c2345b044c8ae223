package dev.neontasks.database;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Singleton;

/** Answers work on the database that has waited, or run, for as long as it may. */
@Singleton
class Deadlines {

    private final Workload workload;
    private final OpenConnections connections;
    private final ConnectionSupply supply;
    private final DatabaseEvidence evidence;
    private final DatabaseMeter meter;
    private final Clock clock;
    private final Duration wakeBudget;
    private final Duration longestAnswer;

    Deadlines(Workload workload, OpenConnections connections, ConnectionSupply supply, DatabaseEvidence evidence,
            DatabaseMeter meter, DatabaseSettings settings, Clock clock) {
        this.workload = workload;
        this.connections = connections;
        this.supply = supply;
        this.evidence = evidence;
        this.meter = meter;
        this.clock = clock;
        this.wakeBudget = settings.wakeBudget();
        this.longestAnswer = wakeBudget.plus(settings.statementTimeout());
    }

    /** All that have passed by now. */
    void pass() {
        var now = clock.instant();
        // Whoever has gone in the meantime says nothing about the database.
        workload.takeOut(work -> work.isAnswered() || work.isOlderThan(wakeBudget, now)).stream()
                .filter(work -> !work.isAnswered()).forEach(this::expire);
        // Their threads are bounded by the driver's own time-outs; whoever waits for them is not made to.
        workload.running(work -> !work.isAnswered() && work.isOlderThan(longestAnswer, now))
                .forEach(late -> late.fail(meter.unavailable(FailureKind.TIMED_OUT, null)));
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
