package dev.neontasks.task;

import static dev.neontasks.task.TaskStatements.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.api.EntityTags;
import dev.neontasks.api.Page;
import dev.neontasks.api.PreconditionFailed;
import dev.neontasks.database.FailureMeaning;

/**
 * The tasks of the caller, whom the verified token names; those of anybody else do not exist here. A read is one statement, a
 * write at most two, each its own transaction, and every write may be run twice. To be called as admitted work only.
 */
@ApplicationScoped
class Tasks {

    /** A task as a write left it. */
    record Written(TaskView task, boolean created) {
    }

    private final TaskStatements statements;
    private final CurrentAccount account;

    Tasks(TaskStatements statements, CurrentAccount account) {
        this.statements = statements;
        this.account = account;
    }

    /** @param start where the page before ended */
    Page<TaskView> page(TaskFilter filter, Optional<Cursor> start) {
        var owner = account.id();
        var conditions = new StringBuilder();
        var values = new HashMap<String, Object>();
        filter.completed().ifPresent(completed -> {
            conditions.append(COMPLETED);
            values.put("completed", completed);
        });
        filter.pattern().ifPresent(pattern -> {
            conditions.append(MATCHING);
            values.put("pattern", pattern);
        });
        start.ifPresent(cursor -> {
            conditions.append(AFTER);
            values.putAll(Map.of("createdAt", cursor.createdAt(), "id", cursor.id()));
        });
        var found = statements.newest(owner, conditions.toString(), values, filter.limit() + 1);
        if (found.size() <= filter.limit()) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, filter.limit());
        return new Page<>(items, Cursor.after(items.get(items.size() - 1)).text(owner, filter));
    }

    /** The next {@code count} of all tasks, newest first. */
    List<TaskView> after(Optional<TaskView> last, int count) {
        var owner = account.id();
        return last.map(task -> statements.newest(owner, AFTER, Map.of("createdAt", task.createdAt(), "id", task.id()), count))
                .orElseGet(() -> statements.newest(owner, "", Map.of(), count));
    }

    Optional<TaskView> get(UUID id) {
        return statements.one(account.id(), id);
    }

    /** A new task with an id that nobody has used. */
    TaskView add(UUID id, TaskContent content, Edit edit) {
        var task = new Task(account.id(), id, content, edit);
        insert(task);
        return TaskView.of(task);
    }

    /** Makes the task {@code id} be {@code content}, whether or not it exists. */
    Written put(UUID id, TaskContent content, EntityTags conditions, Edit edit) {
        while (true) {
            var present = get(id);
            if (present.isPresent()) {
                var written = update(present.get(), content, conditions, edit);
                if (written.isPresent()) {
                    return written.get();
                }
            } else if (!conditions.allowAbsent()) {
                absent();
                throw new PreconditionFailed();
            } else {
                var task = new Task(account.id(), id, content, edit);
                if (insert(task)) {
                    return new Written(TaskView.of(task), true);
                }
            }
            // Somebody else wrote in between: look again. Every turn means that another write has succeeded.
        }
    }

    /** Applies {@code change} to the task {@code id}, if there is one. */
    Optional<TaskView> change(UUID id, UnaryOperator<TaskContent> change, EntityTags conditions, Edit edit) {
        while (true) {
            var present = get(id);
            if (present.isEmpty()) {
                absent();
                return Optional.empty();
            }
            var written = edit.isDone(present.get()) ? Optional.of(new Written(present.get(), false))
                    : update(present.get(), change.apply(TaskContent.of(present.get())), conditions, edit);
            if (written.isPresent()) {
                return written.map(Written::task);
            }
        }
    }

    /** Whether there was such a task. */
    boolean remove(UUID id, EntityTags conditions, Edit edit) {
        if (conditions.isUnconditional()) {
            var sentBefore = edit.isDeleteSent();
            return delete(() -> statements.delete(account.id(), id), edit) || sentBefore || absent();
        }
        while (true) {
            var present = get(id);
            if (present.isEmpty()) {
                return edit.isDeleteSent() || absent();
            } else if (!conditions.allow(present.get().revision())) {
                throw new PreconditionFailed();
            }
            if (delete(() -> statements.delete(account.id(), id, present.get().revision()), edit)) {
                return true;
            }
        }
    }

    /** Whether it deleted one. When its answer is lost, what the next run does not find may have been deleted by this one. */
    private boolean delete(BooleanSupplier statement, Edit edit) {
        try {
            return statement.getAsBoolean();
        } catch (RuntimeException e) {
            if (FailureMeaning.mayHaveRun(e)) {
                edit.sendDelete();
            }
            throw e;
        }
    }

    /** For a write that has found no task: false, unless it is the account that is gone. */
    private boolean absent() {
        account.appear();
        return false;
    }

    /** Empty when the task has changed since {@code present} was read. */
    private Optional<Written> update(TaskView present, TaskContent content, EntityTags conditions, Edit edit) {
        if (edit.isDone(present)) {
            return Optional.of(new Written(present, present.createdAt().equals(present.updatedAt())));
        } else if (!conditions.allow(present.revision())) {
            throw new PreconditionFailed();
        }
        var edited = present.edited(content, edit);
        return statements.update(account.id(), edited, present.revision()) ? Optional.of(new Written(edited, false))
                : Optional.empty();
    }

    /** False when the caller has a task of that id. */
    private boolean insert(Task task) {
        while (true) {
            switch (statements.insert(task)) {
                case DONE -> {
                    return true;
                }
                case PRESENT -> {
                    return false;
                }
                case NO_OWNER -> account.appear();
            }
        }
    }
}
