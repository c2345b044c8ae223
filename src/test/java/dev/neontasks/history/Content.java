package dev.neontasks.history;

/** What is compared of a task. Titles should be unique in a history, so that whoever reads one knows which write it saw. */
public record Content(String title, boolean completed) {

    @Override
    public String toString() {
        return title + (completed ? " ✓" : "");
    }
}
