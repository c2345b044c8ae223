package dev.neontasks.task;

import static dev.neontasks.task.TaskLists.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.StatelessSession;

import dev.neontasks.account.CurrentAccount;

/**
 * The tasks of the caller, whom the verified token names; those of anybody else do not exist here. A read is one statement.
 */
@ApplicationScoped
class Tasks {

    private final TaskLists lists;
    private final CurrentAccount account;

    Tasks(TaskLists lists, CurrentAccount account) {
        this.lists = lists;
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

    private TaskStatements statements(StatelessSession session) {
        return StatementKinds.of(session, account.isOfIssuer());
    }
}
