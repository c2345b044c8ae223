package dev.neontasks.task;

import static dev.neontasks.task.IssuerTaskStatements.OF_ISSUER;
import static dev.neontasks.task.TaskStatements.OF_OWNER;
import static dev.neontasks.task.TaskStatements.READ;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;

import dev.neontasks.account.CurrentAccount;

/**
 * The statements about many tasks, which begin as {@link TaskStatements} do. They are put together at run time, for there are
 * hundreds of them: what they are made of is understood at the start, not by the compiler.
 */
@Singleton
class TaskLists {

    static final String COMPLETED = " and completed = :completed";
    /** By a function of the schema's own: what the database's locale makes of case is not the same everywhere. */
    static final String MATCHING = " and (" + withoutCase("title") + " like " + withoutCase(":pattern") + " escape '\\' or "
            + withoutCase("description") + " like " + withoutCase(":pattern") + " escape '\\')";
    private static final String READ_ALL = READ + OF_OWNER;

    private static final String ATTRIBUTES = "id as id, title as title, description as description, completed as completed, "
            + "dueOn as dueOn, createdAt as createdAt, updatedAt as updatedAt, revision as revision";

    /** Bytes of text of the longest task: code points of title and description, each of which may take four. */
    private static final int LONGEST = 4 * (200 + 4_000);

    private static final Cursor SOMEWHERE = new Cursor(LocalDate.EPOCH, Instant.EPOCH, new UUID(0, 0));

    /** Of each kind one, in all with every condition. */
    static final List<String> KINDS = Stream.of(TaskOrder.values())
            .flatMap(order -> Stream.of(READ_ALL + order.clause(),
                    READ_ALL + COMPLETED + MATCHING + conditionsOnDays() + order.after(SOMEWHERE) + order.clause(),
                    part(order, COMPLETED + MATCHING + order.after(SOMEWHERE))))
            .toList();
    static final List<String> COUNTED_KINDS = Stream.of(TaskOrder.values()).map(order -> counted(order, "", "")).toList();

    private final SearchTime searchTime;
    private final CurrentAccount account;

    TaskLists(SearchTime searchTime, CurrentAccount account) {
        this.searchTime = searchTime;
        this.account = account;
    }

    private static String withoutCase(String text) {
        return "function('without_case' as String, " + text + ")";
    }

    private static String conditionsOnDays() {
        return Stream.of(Due.When.values()).map(when -> when.condition).reduce("", String::concat);
    }

    private static String part(TaskOrder order, String conditions) {
        // How much there is before the one before, which the database knows without reading what is long.
        return "select " + ATTRIBUTES + " from (select " + ATTRIBUTES
                + ", coalesce(sum(octet_length(title) + coalesce(octet_length(description), 0)) over (" + order.clause()
                + " rows between unbounded preceding and 2 preceding), 0) as before from Task" + OF_OWNER + conditions
                + order.clause() + " limit :most) where before < :bytes" + order.clause();
    }

    /** The same with what there is of each kind, in one statement, so that it costs no round trip. */
    private static String counted(TaskOrder order, String conditions, String ofIssuer) {
        var open = " and completed = false";
        return "select id, title, description, completed, dueOn, createdAt, updatedAt, revision, o.n, t.n, u.n, a.n, d.n from "
                + count(open + Due.When.OVERDUE.condition + ofIssuer, TaskOrder.DUE) + " o join "
                + count(open + Due.When.TODAY.condition + ofIssuer, TaskOrder.DUE) + " t on t.n >= 0 join "
                + count(open + Due.When.UPCOMING.condition + ofIssuer, TaskOrder.DUE) + " u on u.n >= 0 join "
                + count(ofIssuer, TaskOrder.CREATED) + " a on a.n >= 0 join "
                + count(" and completed = true" + ofIssuer, TaskOrder.DUE) + " d on d.n >= 0 left join ("
                + part(order, conditions + ofIssuer) + ") p on p.id is not null" + order.clause();
    }

    /** @param order for which there is an index: what is read beyond that is passed for being done, or not */
    private static String count(String conditions, TaskOrder order) {
        return "(select count(*) as n from (select id as id from Task" + OF_OWNER + conditions + order.clause() + " limit "
                + TaskCounts.MOST + "))";
    }

    private String ofIssuer() {
        return account.isOfIssuer() ? OF_ISSUER : "";
    }

    /** What is selected, in its order. One that matches a pattern may take no longer than a search. */
    List<TaskView> find(StatelessSession session, String owner, Selection wanted) {
        var mayBeTooLong = wanted.most() * LONGEST > wanted.bytes();
        var conditions = wanted.conditions() + ofIssuer();
        var statement = mayBeTooLong ? part(wanted.order(), conditions) : READ_ALL + conditions + wanted.order().clause();
        var query = session.createSelectionQuery(statement, TaskView.class);
        return result(mayBeTooLong ? bounded(query, wanted) : query.setMaxResults(wanted.most()), owner, wanted);
    }

    /** The same with the counts of that day. */
    TaskPage findCounted(StatelessSession session, String owner, Selection wanted, LocalDate today) {
        var query = session.createSelectionQuery(counted(wanted.order(), wanted.conditions(), ofIssuer()), CountedTask.class)
                .setParameter("today", today);
        var rows = result(bounded(query, wanted), owner, wanted);
        return new TaskPage(rows.stream().map(CountedTask::task).flatMap(Optional::stream).toList(),
                rows.stream().findFirst().map(CountedTask::counts));
    }

    private static <T> SelectionQuery<T> bounded(SelectionQuery<T> query, Selection wanted) {
        return query.setParameter("most", wanted.most()).setParameter("bytes", (long) wanted.bytes());
    }

    private <T> List<T> result(SelectionQuery<T> query, String owner, Selection wanted) {
        query.setParameter("owner", owner);
        wanted.values().forEach(query::setParameter);
        if (!wanted.values().containsKey("pattern")) {
            return query.getResultList();
        }
        query.setTimeout(searchTime.seconds());
        return searchTime.bound(query::getResultList);
    }
}
