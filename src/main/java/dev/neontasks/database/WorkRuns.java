package dev.neontasks.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

/**
 * Runs work that has a connection, each piece on a worker thread, and decides what a failure means for it: an answer, one more
 * run, or to go on waiting.
 */
@Singleton
class WorkRuns {

    private final Workload workload;
    private final Deadlines deadlines;
    private final OpenConnections connections;
    private final ConnectionSupply supply;
    private final DatabaseEvidence evidence;
    private final DatabaseMeter meter;
    private final Clock clock;
    private final Duration wakeBudget;

    WorkRuns(Workload workload, Deadlines deadlines, OpenConnections connections, ConnectionSupply supply,
            DatabaseEvidence evidence, DatabaseMeter meter, DatabaseSettings settings, Clock clock) {
        this.workload = workload;
        this.deadlines = deadlines;
        this.connections = connections;
        this.supply = supply;
        this.evidence = evidence;
        this.meter = meter;
        this.clock = clock;
        this.wakeBudget = settings.wakeBudget();
    }

    /** Has all run that may begin now. */
    void dispatch() {
        begin().forEach(this::start);
    }

    private List<Work<?>> begin() {
        var begun = workload.begin(connections.count(), clock.instant());
        begun.forEach(work -> meter.waited(work.waited()));
        return begun;
    }

    private void start(Work<?> work) {
        work.start(() -> {
            for (var next = run(work); next.isPresent();) {
                next = handOn(next.get());
            }
        }, failure -> {
            workload.end(work);
            work.fail(failure);
        });
    }

    private Optional<Work<?>> handOn(Work<?> next) {
        if (Thread.currentThread().isInterrupted()) {
            // Meant for the work before it.
            start(next);
            return Optional.empty();
        }
        return next.inContext(() -> run(next));
    }

    /** Returns what has begun in its place, if anything: this thread has to run it, which spares waking another. */
    private <T> Optional<Work<?>> run(Work<T> work) {
        var begun = clock.instant();
        var generation = connections.generation();
        T result;
        try {
            result = work.run();
            answered(work);
        } catch (Throwable e) {
            var next = end(work);
            failedFor(work, e, begun, generation);
            return next;
        }
        var next = end(work);
        work.succeed(result);
        return next;
    }

    /** Whatever happens meanwhile, as a thread that cannot be made: throws nothing, for what is next must run. */
    private void failedFor(Work<?> work, Throwable failure, Instant begun, int generation) {
        try {
            failed(work, failure, begun, generation);
        } catch (RuntimeException | Error e) {
            work.fail(e);
        }
    }

    private void failed(Work<?> work, Throwable failure, Instant begun, int generation) {
        if (NoConnection.caused(failure)) {
            // Not a run: nothing was asked yet. It goes on waiting.
            if (work.isOlderThan(wakeBudget, clock.instant())) {
                deadlines.expire(work);
            } else {
                again(work);
            }
            return;
        }
        var meaning = FailureMeaning.of(failure);
        if (meaning.isEmpty()) {
            // A fact, such as that there is no such task; the database was asked for it.
            if (failure instanceof RuntimeException) {
                answered(work);
            }
            work.fail(failure);
            return;
        }
        var kind = meaning.get();
        // One that is slow is no reason to make all anew while others are answered.
        if (kind.isConnectionBroken() && !(kind == FailureKind.TIMED_OUT && evidence.hasAnsweredSince(begun))) {
            connections.retire(generation);
        }
        if (kind.isRetryable() && !work.isOlderThan(wakeBudget, clock.instant()) && work.mayRunAgain()) {
            meter.retried();
            again(work);
            return;
        }
        if (kind.isAnswer()) {
            evidence.answered();
        } else {
            evidence.failed(kind, begun);
        }
        work.fail(meter.unavailable(kind, failure));
    }

    private void answered(Work<?> work) {
        evidence.answered();
        meter.used(work.use);
    }

    private void again(Work<?> work) {
        workload.addAgain(work);
        dispatch();
        supply.grow();
    }

    private Optional<Work<?>> end(Work<?> work) {
        workload.end(work);
        var begun = begin();
        begun.stream().skip(1).forEach(this::start);
        return begun.stream().findFirst();
    }
}
