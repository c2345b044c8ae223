package dev.neontasks.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A row of a page that comes with {@link TaskCounts}: one of its tasks, or, of an empty page, none. */
@RegisterForReflection
record CountedTask(@Nullable UUID id, @Nullable String title, @Nullable String description, @Nullable Boolean completed,
        @Nullable LocalDate dueOn, @Nullable Instant createdAt, @Nullable Instant updatedAt, @Nullable UUID revision,
        long overdue, long today, long upcoming, long all, long done) {

    Optional<TaskView> task() {
        return id == null || title == null || completed == null || createdAt == null || updatedAt == null || revision == null
                ? Optional.empty()
                : Optional.of(new TaskView(id, title, description, completed, dueOn, createdAt, updatedAt, revision));
    }

    TaskCounts counts() {
        return new TaskCounts(overdue, today, upcoming, all, done);
    }
}
