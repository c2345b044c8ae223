package dev.neontasks.database.history;

import java.time.Duration;
import java.time.Instant;

/** How long the fastest answer of some minutes took, which came at {@code at}. */
public record RoundTrip(Instant at, Duration took) {
}
