package dev.neontasks.task;

import java.time.LocalDate;
import java.util.Optional;

import jakarta.ws.rs.core.UriInfo;

import dev.neontasks.api.MalformedRequest;
import dev.neontasks.api.QueryParameters;

/**
 * Which of an owner's tasks to list, and how.
 *
 * @param text a literal part of title or description, compared without case
 * @param counted the day as of which all of the owner's tasks are to be counted
 */
record TaskFilter(Optional<Boolean> completed, Optional<String> text, Optional<Due> due, TaskOrder order,
        Optional<LocalDate> counted, int limit, Optional<String> cursor) {

    /** Code points: what a search costs the database grows with its length. */
    static final int LONGEST_TEXT = 100;

    static TaskFilter of(UriInfo uri) {
        var query = new QueryParameters(uri, "completed", "q", "due", "sort", "today", "counts", "limit", "cursor");
        var today = query.date("today");
        return new TaskFilter(query.flag("completed"), query.text("q", LONGEST_TEXT).filter(text -> !text.isEmpty()),
                query.choice("due", Due.When.class).map(when -> new Due(when, needed(today, "due"))),
                query.choice("sort", TaskOrder.class).orElse(TaskOrder.CREATED),
                query.flag("counts").filter(isWanted -> isWanted).map(isWanted -> needed(today, "counts")),
                query.number("limit", 20, 1, 100), query.text("cursor", Cursor.LENGTH));
    }

    private static LocalDate needed(Optional<LocalDate> today, String by) {
        return today.orElseThrow(() -> new MalformedRequest("today", "is needed for " + by + ": the caller's date"));
    }

    /** The text as a LIKE pattern in which {@code \} makes the next character mean itself. */
    Optional<String> pattern() {
        return text.map(text -> "%" + text.replaceAll("[\\\\%_]", "\\\\$0") + "%");
    }
}
