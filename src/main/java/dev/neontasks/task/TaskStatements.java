package dev.neontasks.task;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;

/**
 * The statements about tasks. A session lasts for one of them, in the thread that opens it. One that lasts for the request, as
 * that of Panache's own methods, would be closed by an event loop when a request is answered before its statement; and closing
 * waits for that.
 */
@Singleton
class TaskStatements {

    static final String ONE = "where id = :id";
    static final String COMPLETED = "completed = :completed";
    static final String MATCHING = "(lower(title) like lower(:pattern) escape '\\' or "
            + "lower(description) like lower(:pattern) escape '\\')";
    static final String AFTER = "(createdAt, id) < (:createdAt, :id)";
    static final String NEWEST_FIRST = " order by createdAt desc, id desc";
    static final String UPDATE = "update Task set title = :title, description = :description, completed = :completed, "
            + "dueOn = :dueOn, updatedAt = :updatedAt, revision = :revision where id = :id and revision = :present";
    static final String DELETE = "delete from Task where id = :id";
    static final String DELETE_PRESENT = "delete from Task where id = :id and revision = :present";

    private static final String READ = "select id, title, description, completed, dueOn, createdAt, updatedAt, revision "
            + "from Task ";

    private static final List<String> READS = List.of(ONE, NEWEST_FIRST,
            "where " + String.join(" and ", COMPLETED, MATCHING, AFTER) + NEWEST_FIRST);
    private static final List<String> WRITES = List.of(UPDATE, DELETE, DELETE_PRESENT);

    /** How an insert ended. */
    enum Inserted {
        DONE,
        /** The owner has a task of that id. */
        PRESENT,
        /** There is no such owner, or not yet. */
        NO_OWNER
    }

    private final SessionFactory sessions;

    TaskStatements(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Of the caller's tasks, the first {@code most} that fulfil {@code conditions}, in the order that these end with. */
    List<TaskView> read(String conditions, Map<String, Object> values, int most) {
        try (var session = sessions.openStatelessSession()) {
            var query = session.createSelectionQuery(READ + conditions, TaskView.class).setMaxResults(most);
            values.forEach(query::setParameter);
            return query.getResultList();
        }
    }

    /** How many of the caller's tasks {@code statement} has changed. */
    int execute(String statement, Map<String, Object> values) {
        try (var session = sessions.openStatelessSession()) {
            var query = session.createMutationQuery(statement);
            values.forEach(query::setParameter);
            return query.executeUpdate();
        }
    }

    Inserted insert(Task task) {
        try (var session = sessions.openStatelessSession()) {
            session.insert(task);
            return Inserted.DONE;
        } catch (ConstraintViolationException e) {
            return e.getKind() == ConstraintKind.UNIQUE ? Inserted.PRESENT : Inserted.NO_OWNER;
        }
    }

    /** Has all kinds of statement understood, without the database. */
    void parse() {
        try (var session = ofNobody()) {
            READS.forEach(conditions -> session.createSelectionQuery(READ + conditions, TaskView.class));
            WRITES.forEach(session::createMutationQuery);
        }
    }

    /** Reads nobody's tasks. */
    List<TaskView> readOfNobody() {
        try (var session = ofNobody()) {
            return session.createSelectionQuery(READ + NEWEST_FIRST, TaskView.class).setMaxResults(1).getResultList();
        }
    }

    private StatelessSession ofNobody() {
        return sessions.withStatelessOptions().tenantIdentifier((Object) "").openStatelessSession();
    }
}
