package dev.neontasks.history;

import java.util.Optional;

/** The body of a write: for PATCH, what is left out stays; for POST and PUT it becomes the default. */
public record Change(Optional<String> title, Optional<Boolean> completed) {

    public static final Change NONE = new Change(Optional.empty(), Optional.empty());

    public static Change to(String title, boolean completed) {
        return new Change(Optional.of(title), Optional.of(completed));
    }

    public static Change ofCompleted(boolean completed) {
        return new Change(Optional.empty(), Optional.of(completed));
    }

    /** As PATCH applies it. */
    Content appliedTo(Content present) {
        return new Content(title.orElse(present.title()), completed.orElse(present.completed()));
    }

    /** As POST and PUT make it. */
    Content alone() {
        return appliedTo(new Content("", false));
    }

    @Override
    public String toString() {
        return title.map(text -> " " + text).orElse("") + completed.map(done -> done ? " ✓" : " ☐").orElse("");
    }
}
