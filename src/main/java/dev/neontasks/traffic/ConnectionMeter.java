package dev.neontasks.traffic;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the connections of one port, and what ended them. All series are there from the start. */
final class ConnectionMeter implements Consumer<ConnectionEnd> {

    private final MeterRegistry registry;
    private final String port;
    private final Map<ConnectionEnd, Counter> ends = new EnumMap<>(ConnectionEnd.class);

    ConnectionMeter(MeterRegistry registry, String port) {
        this.registry = registry;
        this.port = port;
        for (var end : ConnectionEnd.values()) {
            ends.put(end, Counter.builder("neon_tasks.connections.closed").tag("port", port)
                    .tag("cause", end.name().toLowerCase(Locale.ROOT))
                    .description("Connections that this process closed").register(registry));
        }
    }

    void show(Connections connections) {
        Gauge.builder("neon_tasks.connections", connections, Connections::count).tag("port", port)
                .description("Connections of clients").strongReference(true).register(registry);
        Gauge.builder("neon_tasks.connections.waiting", connections, Connections::waiting).tag("port", port)
                .description("Connections that wait for their client").strongReference(true).register(registry);
        Gauge.builder("neon_tasks.connections.max", connections, Connections::most).tag("port", port)
                .description("Most connections of clients").strongReference(true).register(registry);
    }

    @Override
    public void accept(ConnectionEnd end) {
        ends.get(end).increment();
    }
}
