package dev.neontasks.traffic;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of answers that nobody reads. */
@Singleton
class AnswersMeter {

    /** Why a reader is cut off. */
    enum Cause {
        /** It took too little for too long. */
        STALLED,
        /** It stood still while others needed the room. */
        ROOM
    }

    private final MeterRegistry registry;
    private final Counter refused;
    private final Map<Cause, Counter> cut = new EnumMap<>(Cause.class);

    AnswersMeter(MeterRegistry registry) {
        this.registry = registry;
        refused = Counter.builder("neon_tasks.answers.refused")
                .description("Large answers that were refused, since too much was unread").register(registry);
        for (var cause : Cause.values()) {
            cut.put(cause, Counter.builder("neon_tasks.answers.cut").tag("cause", cause.name().toLowerCase(Locale.ROOT))
                    .description("Connections and streams that were ended, since they did not read").register(registry));
        }
    }

    void show(AtomicLong unread) {
        Gauge.builder("neon_tasks.answers.unread", unread, AtomicLong::get).baseUnit("bytes")
                .description("What was answered, or is about to be, and not taken by clients").register(registry);
    }

    void refused() {
        refused.increment();
    }

    void cutOff(Cause cause) {
        cut.get(cause).increment();
    }
}
