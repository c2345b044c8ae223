package dev.neontasks.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How many receipts of one kind there are.
 *
 * @param next when the first of them expires; null when there is none
 * @param now by the same clock, the database's
 */
@RegisterForReflection
record ReceiptCount(long count, @Nullable Instant next, Instant now) {

    /** Until the first of them expires. */
    Optional<Duration> untilNext() {
        return Optional.ofNullable(next).map(end -> Duration.between(now, end));
    }
}
