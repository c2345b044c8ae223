package dev.neontasks.task;

import java.util.Optional;

/**
 * How a write ended that took effect.
 *
 * @param task as it left it; nothing when it removed it
 * @param replayed whether another request with the same key did it
 */
record Written(Outcome outcome, Optional<TaskView> task, boolean replayed) {

    static final Written REMOVED = new Written(Outcome.REMOVED, Optional.empty(), false);

    static Written added(TaskView task) {
        return new Written(Outcome.ADDED, Optional.of(task), false);
    }

    static Written changed(TaskView task) {
        return new Written(Outcome.CHANGED, Optional.of(task), false);
    }

    static Written of(Receipt receipt, WriteIntent intent) {
        var outcome = receipt.outcome();
        return new Written(outcome, outcome == Outcome.REMOVED ? Optional.empty() : Optional.of(receipt.written()),
                !receipt.revision.equals(intent.revision()));
    }
}
