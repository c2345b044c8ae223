package dev.neontasks.task;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How many receipts with a key there are.
 *
 * @param next when the first of them expires; null when there is none
 */
@RegisterForReflection
record KeyCount(long count, @Nullable Instant next) {
}
