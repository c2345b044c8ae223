package dev.neontasks.task;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import dev.neontasks.api.Ids;

/** One request's wish to write: made once, before the first attempt, so that a second one can tell what the first has done. */
final class WriteIntent {

    private final UUID revision = Ids.next();
    private final Instant at;
    private boolean deleteSent;

    WriteIntent(Clock clock) {
        at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    UUID revision() {
        return revision;
    }

    Instant at() {
        return at;
    }

    boolean isDone(TaskView task) {
        return task.revision().equals(revision);
    }

    /** Whether a deletion was sent: then an absent row may be its doing. */
    boolean isDeleteSent() {
        return deleteSent;
    }

    void sendDelete() {
        deleteSent = true;
    }
}
