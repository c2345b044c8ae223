package dev.neontasks.traffic;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/**
 * The one place where bodies are read: a request goes on when its body is there as a whole, and so holds no thread and no
 * connection of the database while it is not.
 */
@Singleton
class BodyGate {

    /** After the headers that every answer carries, and the path is known to be one. */
    private static final int PRIORITY = 9_000;
    /** Of the largest body at 6.4 KiB/s, as a phone at the edge of its network has; a usual one takes a few packets. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Bytes: a thousand that have just begun, or 192 of the largest. An eighth of the smallest heap that is shipped. */
    private static final long MOST = 16 << 20;
    private static final Duration SWEEP = Duration.ofMillis(500);

    private final BodyBudget budget;
    private final BodyMeter meter;

    @Inject
    BodyGate(MeterRegistry registry) {
        this(new BodyBudget(MOST, PATIENCE, System::nanoTime), registry);
    }

    BodyGate(BodyBudget budget, MeterRegistry registry) {
        this.budget = budget;
        meter = new BodyMeter(registry, budget);
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, PRIORITY);
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        vertx.setPeriodic(SWEEP.toMillis(), time -> budget.sweep());
    }

    void pass(RoutingContext context) {
        var source = new BodySource(context.request());
        var limit = BodyLimits.of(context.normalizedPath());
        if (source.isEmpty()) {
            context.next();
        } else if (source.isLargerThan(limit)) {
            context.request().resume();
            new Body(context, limit, budget, meter).tooLarge();
        } else {
            new Body(context, limit, budget, meter).read();
        }
    }
}
