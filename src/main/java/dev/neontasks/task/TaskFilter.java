package dev.neontasks.task;

import java.util.Optional;

import jakarta.ws.rs.core.UriInfo;

import dev.neontasks.api.QueryParameters;

/** Which of an owner's tasks to list. {@code text} is a literal part of title or description, compared without case. */
record TaskFilter(Optional<Boolean> completed, Optional<String> text, int limit, Optional<String> cursor) {

    /** Code points: what a search costs the database grows with its length. */
    static final int LONGEST_TEXT = 100;

    static TaskFilter of(UriInfo uri) {
        var query = new QueryParameters(uri, "completed", "q", "limit", "cursor");
        return new TaskFilter(query.flag("completed"), query.text("q", LONGEST_TEXT).filter(text -> !text.isEmpty()),
                query.number("limit", 20, 1, 100), query.text("cursor", Cursor.LENGTH));
    }

    /** The text as a LIKE pattern in which {@code \} makes the next character mean itself. */
    Optional<String> pattern() {
        return text.map(text -> "%" + text.replaceAll("[\\\\%_]", "\\\\$0") + "%");
    }
}
