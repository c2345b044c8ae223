package dev.neontasks.task;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What there is of a task, and of the receipt of the write that looks.
 *
 * @param isExpired whether the receipt has
 */
@RegisterForReflection
record Look(@Nullable Task present, @Nullable Receipt left, boolean isExpired) {

    static final Look NOTHING = new Look(null, null, false);

    Optional<TaskView> task() {
        return Optional.ofNullable(present).map(TaskView::of);
    }

    Optional<Receipt> receipt() {
        return Optional.ofNullable(left);
    }
}
