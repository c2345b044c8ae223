package dev.neontasks.task;

import java.util.List;
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
    TaskPage page(StatelessSession session, TaskFilter filter, Optional<Cursor> start, int bytes) {
        var owner = account.id();
        var wanted = Selection.of(filter, start, bytes);
        return filter.counted().map(today -> lists.findCounted(session, owner, wanted, today))
                .orElseGet(() -> new TaskPage(lists.find(session, owner, wanted), Optional.empty()));
    }

    /** The next of all tasks, newest first: at most {@code count}, with at most {@code bytes} of text and two tasks. */
    List<TaskView> after(StatelessSession session, Optional<TaskView> last, int count, int bytes) {
        return lists.find(session, account.id(), Selection.newest(last.map(Cursor::after), count, bytes));
    }

    Optional<TaskView> get(StatelessSession session, UUID id) {
        return statements(session).one(account.id(), id);
    }

    private TaskStatements statements(StatelessSession session) {
        return StatementKinds.of(session, account.isOfIssuer());
    }
}
