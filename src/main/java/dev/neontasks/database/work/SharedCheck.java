package dev.neontasks.database.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

import dev.neontasks.database.failure.FailureKind;

/**
 * Verifies for whoever asks, ten times at once and then once in a period: whoever asks now and then always gets an answer of
 * that moment, and others share one.
 */
public final class SharedCheck {

    private final DatabaseCheck check;
    private final Duration age;
    private final Bucket queries;

    public SharedCheck(DatabaseCheck check, Duration period) {
        this(check, period, TimeMeter.SYSTEM_MILLISECONDS);
    }

    SharedCheck(DatabaseCheck check, Duration period, TimeMeter time) {
        this.check = check;
        // Longer than the period: else those who find the newest answer just too old would ask beside the one whose turn it is.
        this.age = period.multipliedBy(2);
        this.queries = Bucket.builder().addLimit(limit -> limit.capacity(10).refillGreedy(1, period))
                .withCustomTimePrecision(time).build();
    }

    /** As {@link DatabaseCheck#verify()}. */
    public CompletableFuture<Optional<FailureKind>> verify() {
        return queries.tryConsume(1) ? check.verify() : check.verify(age);
    }
}
