package dev.neontasks.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.query.hql.internal.HqlParseTreeBuilder;

/**
 * The statements about tasks, and the only ones there are: each begins with whose tasks it is about, so that none can be about
 * anybody else's. A session lasts for one of them, in the thread that opens it. One that lasts for the request, as that of
 * Panache's own methods, would be closed by an event loop when a request is answered before its statement; and closing
 * waits for that.
 */
@Singleton
class TaskStatements {

    static final String COMPLETED = " and completed = :completed";
    static final String MATCHING = " and (lower(title) like lower(:pattern) escape '\\' or "
            + "lower(description) like lower(:pattern) escape '\\')";
    static final String AFTER = " and (createdAt, id) < (:createdAt, :id)";
    private static final String PRESENT = " and revision = :present";

    private static final String OF_OWNER = " where owner = :owner";
    private static final String ONE = OF_OWNER + " and id = :id";
    private static final String READ = "select id, title, description, completed, dueOn, createdAt, updatedAt, revision "
            + "from Task";
    private static final String READ_ONE = READ + ONE;
    private static final String READ_ALL = READ + OF_OWNER;
    private static final String NEWEST_FIRST = " order by createdAt desc, id desc";
    private static final String UPDATE = "update Task set title = :title, description = :description, "
            + "completed = :completed, dueOn = :dueOn, updatedAt = :updatedAt, revision = :revision" + ONE + PRESENT;
    private static final String DELETE = "delete from Task" + ONE;

    private static final List<String> READS = List.of(READ_ONE, READ_ALL + NEWEST_FIRST,
            READ_ALL + COMPLETED + MATCHING + AFTER + NEWEST_FIRST);
    private static final List<String> WRITES = List.of(UPDATE, DELETE, DELETE + PRESENT);

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

    Optional<TaskView> one(String owner, UUID id) {
        try (var session = sessions.openStatelessSession()) {
            return session.createSelectionQuery(READ_ONE, TaskView.class).setParameter("owner", owner).setParameter("id", id)
                    .uniqueResultOptional();
        }
    }

    /** The newest {@code most} that fulfil {@code conditions}: some of those above, one after the other. */
    List<TaskView> newest(String owner, String conditions, Map<String, Object> values, int most) {
        try (var session = sessions.openStatelessSession()) {
            var query = session.createSelectionQuery(READ_ALL + conditions + NEWEST_FIRST, TaskView.class)
                    .setParameter("owner", owner).setMaxResults(most);
            values.forEach(query::setParameter);
            return query.getResultList();
        }
    }

    /** Whether there is such a task, and it is still as {@code present} says. */
    boolean update(String owner, TaskView edited, UUID present) {
        try (var session = sessions.openStatelessSession()) {
            return session.createMutationQuery(UPDATE).setParameter("title", edited.title())
                    .setParameter("description", edited.description()).setParameter("completed", edited.completed())
                    .setParameter("dueOn", edited.dueOn()).setParameter("updatedAt", edited.updatedAt())
                    .setParameter("revision", edited.revision()).setParameter("owner", owner).setParameter("id", edited.id())
                    .setParameter("present", present).executeUpdate() == 1;
        }
    }

    /** Whether there was such a task. */
    boolean delete(String owner, UUID id) {
        try (var session = sessions.openStatelessSession()) {
            return session.createMutationQuery(DELETE).setParameter("owner", owner).setParameter("id", id)
                    .executeUpdate() == 1;
        }
    }

    /** Whether there was such a task, and it was still as {@code present} says. */
    boolean delete(String owner, UUID id, UUID present) {
        try (var session = sessions.openStatelessSession()) {
            return session.createMutationQuery(DELETE + PRESENT).setParameter("owner", owner).setParameter("id", id)
                    .setParameter("present", present).executeUpdate() == 1;
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

    /**
     * For the build of the native binary: Hibernate's parser keeps what it works out about its grammar as it meets it, and what
     * it met at the build is in the binary. Otherwise that takes a third of the start.
     */
    static void learnGrammar() {
        Stream.of(READS, WRITES).flatMap(List::stream).forEach(statement -> HqlParseTreeBuilder.INSTANCE
                .buildHqlParser(statement, HqlParseTreeBuilder.INSTANCE.buildHqlLexer(statement)).statement());
    }

    /** Has all kinds of statement understood, without the database. */
    void parse() {
        try (var session = sessions.openStatelessSession()) {
            READS.forEach(statement -> session.createSelectionQuery(statement, TaskView.class));
            WRITES.forEach(session::createMutationQuery);
        }
    }
}
