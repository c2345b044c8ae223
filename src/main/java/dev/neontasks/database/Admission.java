package dev.neontasks.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.neontasks.database.DatabaseMeter.Use;

/**
 * Lets work on the database begin as soon as there is a connection for it. Until then it waits without a thread, inside the
 * wake budget, in a {@link FairQueue}; so a sleeping or a full database costs no threads, and nobody's flood of requests
 * starves anybody else.
 */
@Singleton
public class Admission implements ConnectionSupply.Demand {

    /** Connections that have answered within this time make up for one that could not be made. */
    private static final Duration RECENTLY = Duration.ofSeconds(1);
    /** Who floods asks again as soon as there is an answer; this leaves the processor to those who are let in. */
    private static final Duration BEFORE_TURNED_AWAY = Duration.ofMillis(500);
    /** Beyond it the answer comes at once: they cost memory. */
    private static final int MOST_TURNED_AWAY = 5_000;

    private final Workload workload;
    private final WorkRuns runs;
    private final OpenConnections connections;
    private final ConnectionSupply supply;
    private final DatabaseEvidence evidence;
    private final Schema schema;
    private final DatabaseMeter meter;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration wakeBudget;
    private final AtomicInteger turnedAway = new AtomicInteger();

    Admission(Workload workload, WorkRuns runs, OpenConnections connections, ConnectionSupply supply,
            DatabaseEvidence evidence,
            Schema schema, DatabaseMeter meter, DatabaseSettings settings, Vertx vertx, Clock clock) {
        this.workload = workload;
        this.runs = runs;
        this.connections = connections;
        this.supply = supply;
        this.evidence = evidence;
        this.schema = schema;
        this.meter = meter;
        this.vertx = vertx;
        this.clock = clock;
        this.wakeBudget = settings.wakeBudget();
        supply.serve(this);
    }

    /**
     * Runs {@code work} on a worker thread in the caller's context. Fails with {@link DatabaseUnavailable} when the database
     * could not do its part in time. The work is run once more, on another connection, when the first run failed in a way that
     * may have passed; so it must be safe to run twice even if the first run took effect and only its answer was lost: every
     * statement is its own transaction and every write can tell its own traces.
     *
     * @param who whose turn it takes: an account's id, or an address where there is no account yet
     */
    public <T> Uni<T> run(String who, Supplier<T> work) {
        return run(who, clock.instant(), work);
    }

    /** The same for a part of what was asked at {@code asked}: all parts together may take no longer than one. */
    public <T> Uni<T> run(String who, Instant asked, Supplier<T> work) {
        return schema.isReady() ? admit(who, Use.REQUEST, asked, work)
                : Uni.createFrom().failure(
                        () -> meter.unavailable(evidence.failure().orElse(FailureKind.SCHEMA_NOT_READY), null));
    }

    /** The moment that the parts of a request are all asked at. */
    public Instant now() {
        return clock.instant();
    }

    /** For the service itself, as the end of its migration. */
    public <T> Uni<T> warmUp(Supplier<T> work) {
        return admit("warm-up", Use.MIGRATION, clock.instant(), work);
    }

    /** Whether the database answers, whether or not the schema is ready. */
    <T> Uni<T> check(Supplier<T> work) {
        return admit("check", Use.CHECK, clock.instant(), work);
    }

    private <T> Uni<T> admit(String who, Use use, Instant asked, Supplier<T> work) {
        return Uni.createFrom()
                .emitter(emitter -> enter(new Work<>(who, use, work, vertx.getOrCreateContext(), emitter, asked,
                        clock.instant())));
    }

    @Override
    public int lacking() {
        return workload.busy() + workload.waiting() - connections.count();
    }

    @Override
    public void made() {
        runs.dispatch();
    }

    @Override
    public void failed(FailureKind kind, Instant begun) {
        if (kind.isWaking() || connections.count() > 0 && evidence.hasAnsweredWithin(RECENTLY)) {
            return;
        }
        evidence.failed(kind, begun);
        // A new outage may pass while they wait; an old one is answered at once.
        var hopeless = !kind.isTransient() || evidence.hasFailedFor(wakeBudget);
        if (hopeless && connections.count() == 0) {
            workload.takeOut(work -> true).forEach(work -> work.fail(meter.unavailable(kind, null)));
        }
    }

    private void enter(Work<?> work) {
        if (!workload.add(work)) {
            turnAway(work);
            return;
        }
        runs.dispatch();
        if (lacking() > 0) {
            supply.grow();
        }
    }

    private void turnAway(Work<?> work) {
        var failure = meter.unavailable(FailureKind.NO_FREE_CONNECTION, null);
        if (turnedAway.incrementAndGet() > MOST_TURNED_AWAY) {
            turnedAway.decrementAndGet();
            work.fail(failure);
            return;
        }
        vertx.setTimer(BEFORE_TURNED_AWAY.toMillis(), timer -> {
            turnedAway.decrementAndGet();
            work.fail(failure);
        });
    }
}
