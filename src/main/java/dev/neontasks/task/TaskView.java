package dev.neontasks.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** A task as its owner sees it; the revision travels as entity tag only. */
@RegisterForReflection
public record TaskView(UUID id, String title, @Schema(nullable = true) @Nullable String description, boolean completed,
        @Schema(nullable = true) @Nullable LocalDate dueOn,
        Instant createdAt, Instant updatedAt, @JsonIgnore UUID revision) {

    static TaskView of(Task task) {
        return new TaskView(task.id, task.title, task.description, task.completed, task.dueOn, task.createdAt,
                task.updatedAt, task.revision);
    }

    static TaskView added(UUID id, TaskContent content, WriteIntent intent) {
        return new TaskView(id, content.title(), content.description(), content.completed(), content.dueOn(), intent.at(),
                intent.at(), intent.revision());
    }

    TaskView edited(TaskContent content, WriteIntent intent) {
        return new TaskView(id, content.title(), content.description(), content.completed(), content.dueOn(), createdAt,
                intent.at(), intent.revision());
    }
}
