package dev.neontasks.traffic;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what bodies hold, and those that were not taken. All series are there from the start. */
final class BodyMeter {

    private final Counter tooLarge;
    private final Counter tooSlow;
    private final Counter gaveWay;

    BodyMeter(MeterRegistry registry, BodyBudget budget) {
        Gauge.builder("neon_tasks.bodies.in_flight", budget, BodyBudget::taken).baseUnit("bytes")
                .description("Memory that bodies of requests take").strongReference(true).register(registry);
        Gauge.builder("neon_tasks.bodies.unfinished", budget, BodyBudget::unfinished)
                .description("Requests whose bodies have not arrived as a whole").strongReference(true).register(registry);
        tooLarge = refused(registry, "too_large");
        tooSlow = refused(registry, "too_slow");
        gaveWay = refused(registry, "gave_way");
    }

    private static Counter refused(MeterRegistry registry, String cause) {
        return Counter.builder("neon_tasks.bodies.refused").tag("cause", cause)
                .description("Requests refused for their bodies").register(registry);
    }

    void tooLarge() {
        tooLarge.increment();
    }

    void tooSlow() {
        tooSlow.increment();
    }

    void gaveWay() {
        gaveWay.increment();
    }
}
