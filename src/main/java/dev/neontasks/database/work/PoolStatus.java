package dev.neontasks.database.work;

import java.util.function.ToLongFunction;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseCondition;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.pool.OpenConnections;

/** The one pool at this moment: for the status page and, under OpenTelemetry's names for database clients, for Prometheus. */
@Singleton
public class PoolStatus {

    /**
     * The pool's numbers at one moment.
     *
     * @param limit connections that are to have work at once, besides those with searches and slow statements
     * @param active connections that work is done with
     * @param idle all others that there are, also those that are being closed
     * @param waiting requests that wait for a connection
     */
    public record Gauges(int max, int limit, long active, long idle, long waiting) {
    }

    private static final String COUNT = "db.client.connection.count";
    private static final String STATE = "db.client.connection.state";

    private final WorkQueue queue;
    private final OpenConnections connections;
    private final int max;

    PoolStatus(WorkQueue queue, OpenConnections connections, DatabaseSettings settings) {
        this.queue = queue;
        this.connections = connections;
        this.max = settings.poolMax();
    }

    public Gauges gauges() {
        var open = connections.total();
        var active = Math.min(queue.busy(), open);
        return new Gauges(max, queue.limit(), active, open - active, queue.waiting());
    }

    void register(@Observes StartupEvent event, DatabaseCondition condition, MeterRegistry registry) {
        gauge(COUNT, Gauges::active).tag(STATE, "used").description("Connections").register(registry);
        gauge(COUNT, Gauges::idle).tag(STATE, "idle").description("Connections").register(registry);
        gauge("db.client.connection.max", Gauges::max).description("Most connections there may be").register(registry);
        gauge("db.client.connection.pending_requests", Gauges::waiting).description("Requests that wait for a connection")
                .register(registry);
        gauge("neon_tasks.database.pool.limit", Gauges::limit).description("Connections that are to have work at once")
                .register(registry);
        for (var state : DatabaseState.values()) {
            Gauge.builder("neon_tasks.database.state", condition, known -> known.state() == state ? 1 : 0)
                    .tag("state", state.name()).description("1 for what is known of the database").register(registry);
        }
    }

    private Gauge.Builder<PoolStatus> gauge(String name, ToLongFunction<Gauges> number) {
        return Gauge.builder(name, this, asked -> number.applyAsLong(asked.gauges()));
    }
}
