package dev.neontasks.database;

import java.util.function.ToLongFunction;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** The pool at this moment, for Prometheus, under OpenTelemetry's names for database clients. */
@Singleton
class PoolGauges {

    private static final String COUNT = "db.client.connection.count";
    private static final String STATE = "db.client.connection.state";

    private final DatabasePool pool;
    private final DatabaseEvidence evidence;
    private final MeterRegistry registry;

    PoolGauges(DatabasePool pool, DatabaseEvidence evidence, MeterRegistry registry) {
        this.pool = pool;
        this.evidence = evidence;
        this.registry = registry;
    }

    void register(@Observes StartupEvent event) {
        gauge(COUNT, DatabasePool.Gauges::active).tag(STATE, "used").description("Connections").register(registry);
        gauge(COUNT, DatabasePool.Gauges::idle).tag(STATE, "idle").description("Connections").register(registry);
        gauge("db.client.connection.max", DatabasePool.Gauges::max).description("Most connections there may be")
                .register(registry);
        gauge("db.client.connection.pending_requests", DatabasePool.Gauges::waiting)
                .description("Requests that wait for a connection").register(registry);
        for (var state : DatabaseState.values()) {
            Gauge.builder("neon_tasks.database.state", evidence, known -> known.state() == state ? 1 : 0)
                    .tag("state", state.name()).description("1 for what is known of the database").register(registry);
        }
    }

    private Gauge.Builder<DatabasePool> gauge(String name, ToLongFunction<DatabasePool.Gauges> number) {
        return Gauge.builder(name, pool, asked -> number.applyAsLong(asked.gauges()));
    }
}
