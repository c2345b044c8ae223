package dev.neontasks.mail;

import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts mails by what became of them. */
final class MailMeter {

    private final Counter sent;
    private final Counter turnedAway;
    private final Map<MailFailure, Counter> failed = new EnumMap<>(MailFailure.class);

    MailMeter(MeterRegistry registry) {
        sent = counter(registry, "sent");
        turnedAway = counter(registry, "turned_away");
        for (var failure : MailFailure.values()) {
            failed.put(failure, counter(registry, failure.outcome()));
        }
    }

    void sent() {
        sent.increment();
    }

    /** For want of room. */
    void turnedAway() {
        turnedAway.increment();
    }

    void failed(MailFailure why) {
        failed.get(why).increment();
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("neon_tasks.mails").tag("outcome", outcome).description("Mails, by what became of them")
                .register(registry);
    }
}
