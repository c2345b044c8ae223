package dev.neontasks.task;

import static dev.neontasks.task.TaskLists.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.StatelessSession;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.api.PreconditionFailed;
import dev.neontasks.api.Preconditions;

/**
 * The tasks of the caller, whom the verified token names; those of anybody else do not exist here. A read is one statement, a
 * write at most two, each its own transaction, and every write may be run twice.
 */
@ApplicationScoped
class Tasks {

    /** A task as a write left it. */
    record Written(TaskView task, boolean created) {
    }

    private final TaskLists lists;
    private final TaskQuota quota;
    private final CurrentAccount account;

    Tasks(TaskLists lists, TaskQuota quota, CurrentAccount account) {
        this.lists = lists;
        this.quota = quota;
        this.account = account;
    }

    /**
     * What a page begins with, and one more if there is one: at most {@code bytes} of text and two tasks.
     *
     * @param start where the page before ended
     */
    List<TaskView> page(StatelessSession session, TaskFilter filter, Optional<Cursor> start, int bytes) {
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
        var wanted = filter.limit() + 1;
        return filter.text().isPresent() ? lists.search(session, owner, conditions.toString(), values, wanted, bytes)
                : lists.newest(session, owner, conditions.toString(), values, wanted, bytes);
    }

    /** The next of all tasks, newest first: at most {@code count}, with at most {@code bytes} of text and two tasks. */
    List<TaskView> after(StatelessSession session, Optional<TaskView> last, int count, int bytes) {
        var owner = account.id();
        return last
                .map(task -> lists.newest(session, owner, AFTER, Map.of("createdAt", task.createdAt(), "id", task.id()),
                        count,
                        bytes))
                .orElseGet(() -> lists.newest(session, owner, "", Map.of(), count, bytes));
    }

    Optional<TaskView> get(StatelessSession session, UUID id) {
        return statements(session).one(account.id(), id);
    }

    /** A new task with an id that nobody has used. Throws {@link QuotaExceeded}. */
    TaskView add(StatelessSession session, UUID id, TaskContent content, WriteIntent intent) {
        var task = new Task(account.id(), id, content, intent);
        insert(session, task);
        return TaskView.of(task);
    }

    /** Makes the task {@code id} be {@code content}, whether or not it exists. Throws {@link QuotaExceeded} if not. */
    Written put(StatelessSession session, UUID id, TaskContent content, Preconditions conditions, WriteIntent intent) {
        while (true) {
            var present = get(session, id);
            if (present.isPresent()) {
                var written = update(session, present.get(), content, conditions, intent);
                if (written.isPresent()) {
                    return written.get();
                }
            } else if (!conditions.allowAbsent()) {
                absent(session);
                throw new PreconditionFailed();
            } else {
                var task = new Task(account.id(), id, content, intent);
                if (insert(session, task)) {
                    return new Written(TaskView.of(task), true);
                }
            }
            // Somebody else wrote in between: look again. Every turn means that another write has succeeded.
        }
    }

    /** Applies {@code change} to the task {@code id}, if there is one. */
    Optional<TaskView> change(StatelessSession session, UUID id, UnaryOperator<TaskContent> change, Preconditions conditions,
            WriteIntent intent) {
        while (true) {
            var present = get(session, id);
            if (present.isEmpty()) {
                absent(session);
                return Optional.empty();
            }
            var written = intent.isDone(present.get()) ? Optional.of(new Written(present.get(), false))
                    : update(session, present.get(), change.apply(TaskContent.of(present.get())), conditions, intent);
            if (written.isPresent()) {
                return written.map(Written::task);
            }
        }
    }

    /** Whether there was such a task. */
    boolean remove(StatelessSession session, UUID id, Preconditions conditions, WriteIntent intent) {
        if (conditions.isUnconditional()) {
            var sentBefore = intent.isDeleteSent();
            return delete(() -> statements(session).delete(account.id(), id), intent) || sentBefore || absent(session);
        }
        while (true) {
            var present = get(session, id);
            if (present.isEmpty()) {
                return intent.isDeleteSent() || absent(session);
            } else if (!conditions.allow(present.get().revision())) {
                throw new PreconditionFailed();
            }
            if (delete(() -> statements(session).delete(account.id(), id, present.get().revision()), intent)) {
                return true;
            }
        }
    }

    /** Whether it deleted one. When its answer is lost, what the next run does not find may have been deleted by this one. */
    private boolean delete(BooleanSupplier statement, WriteIntent intent) {
        try {
            return statement.getAsBoolean();
        } catch (RuntimeException e) {
            intent.sendDelete();
            throw e;
        } finally {
            // Also when its answer was lost.
            quota.deleted(account.id());
        }
    }

    /** For a write that has found no task: false, unless it is the account that is gone. */
    private boolean absent(StatelessSession session) {
        account.appear(session);
        return false;
    }

    /** Empty when the task has changed since {@code present} was read. */
    private Optional<Written> update(StatelessSession session, TaskView present, TaskContent content, Preconditions conditions,
            WriteIntent intent) {
        if (intent.isDone(present)) {
            return Optional.of(new Written(present, present.createdAt().equals(present.updatedAt())));
        } else if (!conditions.allow(present.revision())) {
            throw new PreconditionFailed();
        }
        var edited = present.edited(content, intent);
        return statements(session).update(account.id(), edited, present.revision()) ? Optional.of(new Written(edited, false))
                : Optional.empty();
    }

    /** False when the caller has a task of that id. */
    private boolean insert(StatelessSession session, Task task) {
        while (true) {
            switch (quota.insert(session, task)) {
                case DONE -> {
                    return true;
                }
                case PRESENT -> {
                    return false;
                }
                case NO_OWNER -> account.appear(session);
                case FULL -> throw quota.exceeded();
            }
        }
    }

    private TaskStatements statements(StatelessSession session) {
        return StatementKinds.of(session, account.isOfIssuer());
    }
}
