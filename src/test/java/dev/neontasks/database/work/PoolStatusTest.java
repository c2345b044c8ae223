package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.evidence.Conditions;
import dev.neontasks.database.work.PoolStatus.Gauges;

class PoolStatusTest {

    private final Parts parts = new Parts();
    private final PoolStatus status = new PoolStatus(parts.queue, parts.connections.open(), parts.settings);

    @Test
    void tellsWorkThatHasAConnectionFromWhatWaitsForOne() {
        twoWaitForOne();
        assertThat(status.gauges()).isEqualTo(new Gauges(Parts.MAX, Parts.MAX, 1, 1, 2));
    }

    @Test
    void countsNoMoreInUseThanThereAre() {
        parts.ask();
        parts.begin();
        assertThat(status.gauges()).as("its connection has just broken").isEqualTo(new Gauges(Parts.MAX, Parts.MAX, 0, 0, 0));
    }

    @Test
    void tellsPrometheusTheSame() {
        status.register(new StartupEvent(), Conditions.of(parts.evidence, parts.schema), parts.registry);
        twoWaitForOne();
        parts.connections.make();
        assertThat(gauge("db.client.connection.count", "db.client.connection.state", "used")).isOne();
        assertThat(gauge("db.client.connection.count", "db.client.connection.state", "idle")).isEqualTo(2);
        assertThat(gauge("db.client.connection.max")).isEqualTo(Parts.MAX);
        assertThat(gauge("neon_tasks.database.pool.limit")).isEqualTo(Parts.MAX);
        assertThat(gauge("db.client.connection.pending_requests")).isEqualTo(2);
    }

    @Test
    void tellsPrometheusTheOneStateOfTheDatabase() {
        status.register(new StartupEvent(), Conditions.of(parts.evidence, parts.schema), parts.registry);
        assertThat(gauge("neon_tasks.database.state", "state", "UNKNOWN")).isOne();
        assertThat(gauge("neon_tasks.database.state", "state", "UP")).isZero();
        parts.evidence.answered(parts.clock.instant());
        assertThat(gauge("neon_tasks.database.state", "state", "UNKNOWN")).isZero();
        assertThat(gauge("neon_tasks.database.state", "state", "UP")).isOne();
    }

    private void twoWaitForOne() {
        parts.connections.make();
        parts.connections.make();
        parts.ask();
        parts.begin();
        parts.ask();
        parts.ask();
    }

    private double gauge(String name, String... tags) {
        return parts.registry.get(name).tags(tags).gauge().value();
    }
}
