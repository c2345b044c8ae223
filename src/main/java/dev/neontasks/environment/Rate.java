package dev.neontasks.environment;

import java.time.Duration;

/** So many in so long. */
public record Rate(int count, Duration period) {
}
