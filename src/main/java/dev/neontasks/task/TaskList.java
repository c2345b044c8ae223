package dev.neontasks.task;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, and where to go on: {@code null} when there is no more. The counts are left out unless they were asked for.
 * {@link ListAnswer} writes it.
 */
@Schema(name = "PageTaskView", requiredProperties = { "items", "nextCursor" })
record TaskList(List<TaskView> items, @Schema(nullable = true) @Nullable String nextCursor,
        @Nullable TaskCounts counts) {
}
