package dev.neontasks.task;

import static dev.neontasks.task.WriteTemplate.CONTENT;
import static dev.neontasks.task.WriteTemplate.NOT_DELETED_SINCE;
import static dev.neontasks.task.WriteTemplate.receipt;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.resource.jdbc.spi.JdbcSessionOwner;

import dev.neontasks.account.CurrentAccount;

/**
 * The statements that write tasks, each of one owner. Each leaves the receipt of the write that it is an attempt at, or does
 * nothing, since there is one. In SQL, because only that does both in one statement, and by JDBC, without what a native query
 * of Hibernate's does besides; what fails is Hibernate's exception all the same.
 */
@Singleton
class WriteStatements {

    private static final String ADDED = """
            insert into tasks (owner, id, title, description, completed, due_on, created_at, updated_at, revision)
            select :owner, :id, :title, :description, :completed, :due_on, :at, :at, :revision\s""";

    private static final WriteTemplate INSERT = new WriteTemplate("with %1$swritten as (" + ADDED
            + "where true%2$s%3$s returning " + CONTENT + ")%4$s " + receipt(Outcome.ADDED, CONTENT), NOT_DELETED_SINCE);

    /**
     * Adds one when its owner has fewer than {@code most}, and tells how many there were. What a first run has added whose
     * answer was lost is there for the second, however many there are.
     */
    private static final WriteTemplate COUNTED_INSERT = new WriteTemplate("with counted as ("
            + "select count(*) as present from (select from tasks where owner = :owner%3$s limit :most) as own"
            + "), %1$swritten as (" + ADDED + "from counted where present < :most%2$s%3$s returning " + CONTENT
            + ")%4$s, receipt as (" + receipt(Outcome.ADDED, CONTENT)
            + ") select present, exists (select from written), "
            + "exists (select from tasks where owner = :owner and id = :id%3$s) from counted", NOT_DELETED_SINCE);

    private static final WriteTemplate UPDATE = new WriteTemplate("with %1$swritten as ("
            + "update tasks set title = :title, description = :description, completed = :completed, due_on = :due_on, "
            + "updated_at = :at, revision = :revision where owner = :owner and id = :id and revision = :present%2$s%3$s "
            + "returning " + CONTENT + ")%4$s " + receipt(Outcome.CHANGED, CONTENT), "");

    private static final WriteTemplate DELETE = deletion("", NOT_DELETED_SINCE);
    private static final WriteTemplate DELETE_PRESENT = deletion(" and revision = :present", "");

    static final List<WriteTemplate> ALL = List.of(INSERT, COUNTED_INSERT, UPDATE, DELETE, DELETE_PRESENT);

    /** What becomes of a statement that has its values. */
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private final CurrentAccount account;
    private final ReceiptLifetime lifetime;

    WriteStatements(CurrentAccount account, ReceiptLifetime lifetime) {
        this.account = account;
        this.lifetime = lifetime;
    }

    private static WriteTemplate deletion(String condition, String ofIssuers) {
        return new WriteTemplate("with %1$swritten as (delete from tasks where owner = :owner and id = :id" + condition
                + "%2$s%3$s returning id)%4$s " + receipt(Outcome.REMOVED, "id"), ofIssuers);
    }

    /** However many the owner has. */
    Inserted insert(StatelessSession session, String owner, TaskView task, WriteIntent intent) {
        try {
            return execute(session, INSERT, values(owner, task.id(), intent).task(task), intent) == 1 ? Inserted.DONE
                    : Inserted.NO_OWNER;
        } catch (ConstraintViolationException e) {
            return refused(e);
        }
    }

    /** When the owner has fewer than {@code most}. */
    Counted insert(StatelessSession session, String owner, TaskView task, int most, WriteIntent intent) {
        try {
            return run(session, COUNTED_INSERT, values(owner, task.id(), intent).task(task).most(most), intent, statement -> {
                try (var result = statement.executeQuery()) {
                    result.next();
                    return Counted.of(result.getLong(1), result.getBoolean(2), result.getBoolean(3), most);
                }
            });
        } catch (ConstraintViolationException e) {
            return Counted.not(refused(e));
        }
    }

    /** Whether it did: not when the task is no longer as {@code present} says, or the write has a receipt. */
    boolean update(StatelessSession session, String owner, TaskView edited, UUID present, WriteIntent intent) {
        return isDone(session, UPDATE, values(owner, edited.id(), intent).task(edited).present(present), intent);
    }

    /**
     * Whether it did: not when there is no such task, or the write has a receipt.
     *
     * @param present what the task has to be like still
     */
    boolean delete(StatelessSession session, String owner, UUID id, Optional<UUID> present, WriteIntent intent) {
        var values = values(owner, id, intent);
        present.ifPresent(values::present);
        return isDone(session, present.isPresent() ? DELETE_PRESENT : DELETE, values, intent);
    }

    private boolean isDone(StatelessSession session, WriteTemplate statement, WriteValues values, WriteIntent intent) {
        try {
            return execute(session, statement, values, intent) == 1;
        } catch (ConstraintViolationException e) {
            refused(e);
            return false;
        }
    }

    private static Inserted refused(ConstraintViolationException violation) {
        if (violation.getKind() == ConstraintKind.UNIQUE) {
            return Inserted.PRESENT;
        } else if (violation.getKind() == ConstraintKind.FOREIGN_KEY) {
            return Inserted.NO_OWNER;
        }
        throw violation;
    }

    private int execute(StatelessSession session, WriteTemplate statement, WriteValues values, WriteIntent intent) {
        return run(session, statement, values, intent, PreparedStatement::executeUpdate);
    }

    private <T> T run(StatelessSession session, WriteTemplate statement, WriteValues values, WriteIntent intent, Use<T> use) {
        var sql = statement.sql(account.isOfIssuer(), intent.lifted().isPresent());
        return session.doReturningWork(connection -> {
            try (var prepared = connection.prepareStatement(inspected(session, sql.text()))) {
                sql.fill(prepared, values);
                return use.of(prepared);
            }
        });
    }

    /** As Hibernate does before each statement of its own. */
    private static String inspected(StatelessSession session, String text) {
        var inspector = ((JdbcSessionOwner) session).getJdbcSessionContext().getStatementInspector();
        return inspector == null ? text : inspector.inspect(text);
    }

    private WriteValues values(String owner, UUID id, WriteIntent intent) {
        var values = new WriteValues(owner, id, intent, lifetime.seconds(intent));
        return account.isOfIssuer() ? values.issued(account.issued()) : values;
    }
}
