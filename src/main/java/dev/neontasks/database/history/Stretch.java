package dev.neontasks.database.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.neontasks.database.failure.FailureKind;

/**
 * A time in which the database was at one thing.
 *
 * @param to nothing while it lasts
 * @param reason why it is DOWN
 */
public record Stretch(Phase phase, Instant from, Optional<Instant> to, Optional<FailureKind> reason) {

    /** As much of it as lies between {@code begin} and {@code end}. */
    Duration within(Instant begin, Instant end) {
        var first = from.isAfter(begin) ? from : begin;
        var last = to.filter(end::isAfter).orElse(end);
        return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
    }
}
