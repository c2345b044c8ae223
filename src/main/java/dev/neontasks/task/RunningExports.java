package dev.neontasks.task;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.traffic.AnswerPlace;

/**
 * One export of an account at a time: each is a whole copy, and a second one has nothing that the first has not. Its series are
 * there from the start.
 */
@Singleton
@Startup
class RunningExports {

    /** Most take less; one that is not read is cut off after three times as long. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final Set<String> owners = ConcurrentHashMap.newKeySet();
    private final Counter refused;

    RunningExports(MeterRegistry registry) {
        refused = Counter.builder("neon_tasks.exports.refused")
                .description("Exports that were refused, since one of the account was under way").register(registry);
        Gauge.builder("neon_tasks.exports.running", owners, Set::size).description("Exports under way").register(registry);
    }

    /** Until the answer in {@code place} is over. Throws {@link TooManyRequests} when there is another one. */
    void begin(String owner, AnswerPlace place) {
        if (!owners.add(owner)) {
            refused.increment();
            throw new TooManyRequests(TRY_AGAIN, "An export of this account is under way. Try again when it has ended.");
        }
        place.whenOver(() -> owners.remove(owner));
    }
}
