package dev.neontasks.task;

import java.util.Optional;
import java.util.UUID;

/**
 * The statements that read one task, or what is kept for its writes. With {@link TaskLists} and {@link WriteStatements} the
 * only ones
 * about tasks: each begins with whose tasks it is about, so that none can be about anybody else's.
 */
interface TaskStatements {

    String READ = "select id, title, description, completed, dueOn, createdAt, updatedAt, revision from Task";
    String OF_OWNER = " where owner = :owner";
    String ONE = OF_OWNER + " and id = :id";
    /** By the database's clock, which says when a receipt expires, and never by the service's, which may be another. */
    String LOOK = "select t, r, case when r.expiresAt <= instant then true else false end "
            + "from Account a left join Task t on t.owner = a.id and t.id = :id "
            + "left join Receipt r on r.owner = a.id and r.write = :write where a.id = :owner";
    String RECEIPTS = "select count(*), min(expiresAt), instant from Receipt" + OF_OWNER + " and expiresAt > instant";
    String KEYED = RECEIPTS + " and write >= :first";
    String UNKEYED = RECEIPTS + " and write < :first";

    Optional<TaskView> one(String owner, UUID id);

    /** How many receipts there are from {@code first} on. */
    ReceiptCount keyed(String owner, UUID first);

    /** How many there are before it. */
    ReceiptCount unkeyed(String owner, UUID first);
}
