package dev.neontasks.task;

import static dev.neontasks.task.WriteTemplate.CONTENT;
import static dev.neontasks.task.WriteTemplate.NOT_DELETED_SINCE;
import static dev.neontasks.task.WriteTemplate.receipt;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.MutationQuery;

import dev.neontasks.account.CurrentAccount;

/**
 * The statements that write tasks, each of one owner. Each leaves the receipt of the write that it is an attempt at, or does
 * nothing, since there is one. In SQL, because only that does both in one statement.
 */
@Singleton
class WriteStatements {

    private static final String ADDED = """
            insert into tasks (owner, id, title, description, completed, due_on, created_at, updated_at, revision)
            select :owner, :id, :title, :description, :completed, :dueOn, :at, :at, :revision\s""";

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
            + "update tasks set title = :title, description = :description, completed = :completed, due_on = :dueOn, "
            + "updated_at = :at, revision = :revision where owner = :owner and id = :id and revision = :present%2$s%3$s "
            + "returning " + CONTENT + ")%4$s " + receipt(Outcome.CHANGED, CONTENT), "");

    private static final WriteTemplate DELETE = deletion("", NOT_DELETED_SINCE);
    private static final WriteTemplate DELETE_PRESENT = deletion(" and revision = :present", "");

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
            var query = withToken(session.createNativeMutationQuery(text(INSERT, intent)));
            return fill(query, owner, task, intent).executeUpdate() == 1
                    ? Inserted.DONE
                    : Inserted.NO_OWNER;
        } catch (ConstraintViolationException e) {
            return refused(e);
        }
    }

    /** When the owner has fewer than {@code most}. */
    Counted insert(StatelessSession session, String owner, TaskView task, int most, WriteIntent intent) {
        try {
            var query = withToken(session.createNativeQuery(text(COUNTED_INSERT, intent), Object[].class));
            return Counted.of(fill(query, owner, task, intent).setParameter("most", most).getSingleResult(), most);
        } catch (ConstraintViolationException e) {
            return Counted.not(refused(e));
        }
    }

    /** Whether it did: not when the task is no longer as {@code present} says, or the write has a receipt. */
    boolean update(StatelessSession session, String owner, TaskView edited, UUID present, WriteIntent intent) {
        var query = session.createNativeMutationQuery(text(UPDATE, intent)).setParameter("present", present);
        fill(query, owner, edited, intent);
        return isDone(query);
    }

    /**
     * Whether it did: not when there is no such task, or the write has a receipt.
     *
     * @param present what the task has to be like still
     */
    boolean delete(StatelessSession session, String owner, UUID id, Optional<UUID> present, WriteIntent intent) {
        var query = session.createNativeMutationQuery(text(present.isPresent() ? DELETE_PRESENT : DELETE, intent));
        present.ifPresentOrElse(revision -> query.setParameter("present", revision), () -> withToken(query));
        fill(query, owner, id, intent);
        return isDone(query);
    }

    private static boolean isDone(MutationQuery query) {
        try {
            return query.executeUpdate() == 1;
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

    private String text(WriteTemplate statement, WriteIntent intent) {
        return statement.text(account.isOfIssuer(), intent.lifted().isPresent());
    }

    private <Q extends CommonQueryContract> Q withToken(Q query) {
        if (account.isOfIssuer()) {
            query.setParameter("issued", account.issued());
        }
        return query;
    }

    private <Q extends CommonQueryContract> Q fill(Q query, String owner, TaskView task, WriteIntent intent) {
        fill(query, owner, task.id(), intent);
        query.setParameter("title", task.title()).setParameter("description", task.description(), String.class)
                .setParameter("completed", task.completed()).setParameter("dueOn", task.dueOn(), LocalDate.class)
                .setParameter("at", task.updatedAt());
        return query;
    }

    private void fill(CommonQueryContract query, String owner, UUID id, WriteIntent intent) {
        query.setParameter("owner", owner).setParameter("id", id).setParameter("write", intent.write())
                .setParameter("revision", intent.revision()).setParameter("fingerprint", intent.fingerprint(), byte[].class)
                .setParameter("lasts", lifetime.seconds(intent));
        intent.lifted().ifPresent(refusal -> query.setParameter("lifted", refusal));
    }
}
