package dev.neontasks.task;

import java.time.LocalDate;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import dev.neontasks.api.Text;

/** What a caller may say of a task. A title is kept without the blanks around it; none at all breaks its rule. */
@JsonIgnoreProperties({ "id", "createdAt", "updatedAt" })
public record TaskContent(@Text(min = 1, max = 200, seen = true) String title,
        @Text(max = 4000) @Schema(nullable = true) @Nullable String description,
        boolean completed,
        @JsonDeserialize(using = IsoDateDeserializer.class) @Schema(nullable = true) @Nullable LocalDate dueOn) {

    @SuppressWarnings("ConstantValue") // JSON may leave the title out
    public TaskContent {
        title = title == null ? "" : title.strip();
    }

    static TaskContent of(TaskView task) {
        return new TaskContent(task.title(), task.description(), task.completed(), task.dueOn());
    }
}
