package dev.neontasks.api;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some of a list, and where to go on: {@code null} when there is no more. */
public record Page<T>(List<T> items, @Schema(nullable = true) @Nullable String nextCursor) {
}
