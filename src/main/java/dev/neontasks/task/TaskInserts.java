package dev.neontasks.task;

import java.time.LocalDate;

import jakarta.data.exceptions.DataException;
import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.query.CommonQueryContract;

import dev.neontasks.account.CurrentAccount;

/** The statements that add tasks, to their owner's. */
@Singleton
class TaskInserts {

    /**
     * Adds one when its owner has fewer than {@code most}, and tells how many there were. In SQL, because only that counts and
     * adds in one statement. What a first run has added whose answer was lost is there for the second, however many there are.
     */
    private static final String COUNTED = counted("");
    private static final String COUNTED_OF_ISSUER = counted(IssuerTaskStatements.OF_ISSUER.replace("Account", "accounts"));

    private final CurrentAccount account;

    TaskInserts(CurrentAccount account) {
        this.account = account;
    }

    /** However many the owner has. */
    Inserted insert(StatelessSession session, Task task) {
        try {
            return StatementKinds.of(session, account.isOfIssuer()).insert(task) ? Inserted.DONE : Inserted.NO_OWNER;
        } catch (ConstraintViolationException e) {
            return refused(e);
        } catch (DataException e) {
            if (e.getCause() instanceof ConstraintViolationException violation) {
                return refused(violation);
            }
            throw e;
        }
    }

    /** When the owner has fewer than {@code most}. */
    Counted insert(StatelessSession session, Task task, int most) {
        try {
            var query = session
                    .createNativeQuery(account.isOfIssuer() ? COUNTED_OF_ISSUER : COUNTED, Object[].class)
                    .setParameter("most", most);
            fill(query, task);
            return Counted.of(query.getSingleResult(), most);
        } catch (ConstraintViolationException e) {
            return Counted.not(refused(e));
        }
    }

    private static String counted(String condition) {
        return """
                with counted as (
                    select count(*) as present from (select from tasks where owner = :owner%1$s limit :most) as own
                ), added as (
                    insert into tasks (owner, id, title, description, completed, due_on, created_at, updated_at, revision)
                    select :owner, :id, :title, :description, :completed, :dueOn, :createdAt, :updatedAt, :revision
                    from counted where present < :most%1$s
                    returning id
                )
                select present, exists(select from added), exists(select from tasks where owner = :owner and id = :id%1$s)
                from counted""".formatted(condition);
    }

    private static Inserted refused(ConstraintViolationException violation) {
        return violation.getKind() == ConstraintKind.UNIQUE ? Inserted.PRESENT : Inserted.NO_OWNER;
    }

    private static void fill(CommonQueryContract query, Task task) {
        query.setParameter("owner", task.owner).setParameter("id", task.id).setParameter("title", task.title)
                .setParameter("description", task.description, String.class).setParameter("completed", task.completed)
                .setParameter("dueOn", task.dueOn, LocalDate.class).setParameter("createdAt", task.createdAt)
                .setParameter("updatedAt", task.updatedAt).setParameter("revision", task.revision);
    }
}
