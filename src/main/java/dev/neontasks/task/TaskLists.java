package dev.neontasks.task;

import static dev.neontasks.task.IssuerTaskStatements.OF_ISSUER;
import static dev.neontasks.task.TaskStatements.OF_OWNER;
import static dev.neontasks.task.TaskStatements.READ;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;

import dev.neontasks.account.CurrentAccount;

/**
 * The statements about many tasks, which begin as {@link TaskStatements} do. They are put together at run time, for there are
 * 32 of them: what they are made of is understood at the start, not by the compiler.
 */
@Singleton
class TaskLists {

    static final String COMPLETED = " and completed = :completed";
    /** By a function of the schema's own: what the database's locale makes of case is not the same everywhere. */
    static final String MATCHING = " and (" + withoutCase("title") + " like " + withoutCase(":pattern") + " escape '\\' or "
            + withoutCase("description") + " like " + withoutCase(":pattern") + " escape '\\')";
    static final String AFTER = " and (createdAt, id) < (:createdAt, :id)";
    private static final String READ_ALL = READ + OF_OWNER;
    private static final String NEWEST_FIRST = " order by createdAt desc, id desc";

    // How much there is before the one before, which the database knows without reading what is long.
    private static final String PART = "select id, title, description, completed, dueOn, createdAt, updatedAt, revision from ("
            + "select id as id, title as title, description as description, completed as completed, dueOn as dueOn, "
            + "createdAt as createdAt, updatedAt as updatedAt, revision as revision, "
            + "coalesce(sum(octet_length(title) + coalesce(octet_length(description), 0)) over (order by createdAt desc, id desc "
            + "rows between unbounded preceding and 2 preceding), 0) as before from Task";
    private static final String OF_PART = NEWEST_FIRST + " limit :most) where before < :bytes" + NEWEST_FIRST;

    /** Bytes of text of the longest task: code points of title and description, each of which may take four. */
    private static final int LONGEST = 4 * (200 + 4_000);

    /** Of each kind one, in all with every condition. */
    static final List<String> KINDS = List.of(READ_ALL + NEWEST_FIRST,
            READ_ALL + COMPLETED + MATCHING + AFTER + NEWEST_FIRST,
            PART + OF_OWNER + COMPLETED + MATCHING + AFTER + OF_PART);

    private final SearchTime searchTime;
    private final CurrentAccount account;

    TaskLists(SearchTime searchTime, CurrentAccount account) {
        this.searchTime = searchTime;
        this.account = account;
    }

    private static String withoutCase(String text) {
        return "function('without_case' as String, " + text + ")";
    }

    private String condition() {
        return account.isOfIssuer() ? OF_ISSUER : "";
    }

    /** The newest {@code most} that fulfil {@code conditions}: some of those above, one after the other. */
    List<TaskView> newest(StatelessSession session, String owner, String conditions, Map<String, Object> values, int most) {
        return newest(session, owner, conditions, values, most, Integer.MAX_VALUE);
    }

    /** The same, but none after {@code bytes} of text and one task: that is there so that one sees whether there are more. */
    List<TaskView> newest(StatelessSession session, String owner, String conditions, Map<String, Object> values, int most,
            int bytes) {
        return newest(session, owner, conditions, values, most, bytes, query -> {
        });
    }

    /** The same for those that match a pattern, which may take no longer than a search. */
    List<TaskView> search(StatelessSession session, String owner, String conditions, Map<String, Object> values, int most,
            int bytes) {
        return searchTime
                .bound(() -> newest(session, owner, conditions, values, most, bytes,
                        query -> query.setTimeout(searchTime.seconds())));
    }

    private List<TaskView> newest(StatelessSession session, String owner, String conditions, Map<String, Object> values,
            int most, int bytes,
            Consumer<SelectionQuery<TaskView>> settings) {
        var mayBeTooLong = most * LONGEST > bytes;
        var statement = mayBeTooLong ? PART + OF_OWNER + conditions + condition() + OF_PART
                : READ_ALL + conditions + condition() + NEWEST_FIRST;
        var query = session.createSelectionQuery(statement, TaskView.class).setParameter("owner", owner)
                .setMaxResults(most);
        values.forEach(query::setParameter);
        if (mayBeTooLong) {
            query.setParameter("most", most).setParameter("bytes", (long) bytes);
        }
        settings.accept(query);
        return query.getResultList();
    }
}
