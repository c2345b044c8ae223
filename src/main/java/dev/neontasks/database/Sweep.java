package dev.neontasks.database;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Looks after work that nothing else moves on: its time has passed, its connection was lost, or its thread was not made. */
@Singleton
class Sweep {

    private static final long PERIOD_MILLIS = 100;

    private final Workload workload;
    private final Deadlines deadlines;
    private final WorkRuns runs;
    private final OpenConnections connections;
    private final ConnectionSupply supply;
    private final Vertx vertx;
    private long timer;

    Sweep(Workload workload, Deadlines deadlines, WorkRuns runs, OpenConnections connections, ConnectionSupply supply,
            Vertx vertx) {
        this.workload = workload;
        this.deadlines = deadlines;
        this.runs = runs;
        this.connections = connections;
        this.supply = supply;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> sweep());
    }

    void stop(@Observes Shutdown event) {
        vertx.cancelTimer(timer);
    }

    private void sweep() {
        if (workload.waiting() + workload.busy() > 0) {
            deadlines.pass();
        }
        if (workload.waiting() > 0) {
            connections.removeClosed();
            runs.dispatch();
            supply.grow();
        }
    }
}
