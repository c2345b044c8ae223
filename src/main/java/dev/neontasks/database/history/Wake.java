package dev.neontasks.database.history;

import java.time.Duration;
import java.time.Instant;

import dev.neontasks.database.evidence.DatabaseMetrics.Use;

/**
 * The database was woken.
 *
 * @param cause what it was woken for
 * @param took from the first attempt to connect to the answer
 */
public record Wake(Instant at, Use cause, Duration took) {
}
