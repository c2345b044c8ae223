package dev.neontasks.task;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;

import org.hibernate.StatelessSession;

import dev.neontasks.account.CurrentAccount;
import dev.neontasks.api.PreconditionFailed;
import dev.neontasks.api.Preconditions;
import dev.neontasks.api.TooManyRequests;

/**
 * What the caller writes. Each write takes effect once, however many attempts at it there are: one that comes after another
 * finds its receipt. Most often it is one statement that looks and one that writes, each its own transaction. Each throws
 * {@link NotFoundException}, {@link PreconditionFailed}, {@link QuotaExceeded}, {@link TooManyRequests} or
 * {@link IdempotencyKeyReused} when it is refused.
 */
@Singleton
class TaskWrites {

    /** Twenty that write one task without a pause will hardly ever see one of them be last so often: 7 times in 10^12. */
    private static final int MOST_TURNS = 500;

    private final WriteStatements writes;
    private final Receipts receipts;
    private final TaskQuota quota;
    private final KeyQuota keys;
    private final UnkeyedQuota unkeyed;
    private final CurrentAccount account;

    TaskWrites(WriteStatements writes, Receipts receipts, TaskQuota quota, KeyQuota keys, UnkeyedQuota unkeyed,
            CurrentAccount account) {
        this.writes = writes;
        this.receipts = receipts;
        this.quota = quota;
        this.keys = keys;
        this.unkeyed = unkeyed;
        this.account = account;
    }

    /** A new task with an id that nobody has used. */
    Written add(StatelessSession session, UUID id, TaskContent content, WriteIntent intent) {
        var added = hasRoom(intent) ? insert(session, id, content, intent) : Optional.<Written> empty();
        return added.orElseGet(() -> settle(session, id, intent, present -> {
            present.ifPresent(task -> {
                throw new IllegalStateException("There is a task of a new id.");
            });
            return insert(session, id, content, intent);
        }));
    }

    /** Makes the task {@code id} be {@code content}, whether or not it exists. */
    Written put(StatelessSession session, UUID id, TaskContent content, Preconditions conditions, WriteIntent intent) {
        return settle(session, id, intent, present -> {
            var isAllowed = present.map(task -> conditions.allow(task.revision())).orElseGet(conditions::allowAbsent);
            if (!isAllowed) {
                return refuse(session, Outcome.CONDITION_FAILED, intent);
            }
            return present.isPresent() ? update(session, present.get(), content, intent) : insert(session, id, content, intent);
        });
    }

    /** Applies {@code change} to the task {@code id}. */
    Written change(StatelessSession session, UUID id, UnaryOperator<TaskContent> change, Preconditions conditions,
            WriteIntent intent) {
        return settle(session, id, intent, present -> {
            if (present.isEmpty()) {
                return refuse(session, Outcome.ABSENT, intent);
            } else if (!conditions.allow(present.get().revision())) {
                return refuse(session, Outcome.CONDITION_FAILED, intent);
            }
            return update(session, present.get(), change.apply(TaskContent.of(present.get())), intent);
        });
    }

    Written remove(StatelessSession session, UUID id, Preconditions conditions, WriteIntent intent) {
        if (conditions.isUnconditional() && !intent.isRepeated() && hasRoom(intent)) {
            return delete(session, id, Optional.empty(), intent).orElseThrow(() -> {
                // Unless it is the account that is gone.
                account.appear(session);
                return failure(Outcome.ABSENT);
            });
        }
        return settle(session, id, intent, present -> {
            if (present.isEmpty()) {
                return refuse(session, Outcome.ABSENT, intent);
            } else if (!conditions.allow(present.get().revision())) {
                return refuse(session, Outcome.CONDITION_FAILED, intent);
            }
            return delete(session, id, present.map(TaskView::revision), intent);
        });
    }

    /**
     * What the receipt says, or else what comes of an attempt; of one to which somebody else was faster, another look. Every
     * turn means that another write has succeeded, so that there are never many.
     *
     * @param attempt is told the task as it is, and gives nothing when it, or the receipt, is no longer as it was
     */
    private Written settle(StatelessSession session, UUID id, WriteIntent intent,
            Function<Optional<TaskView>, Optional<Written>> attempt) {
        for (var turn = 0; turn < MOST_TURNS; turn++) {
            var found = look(session, id, intent);
            var receipt = intent.settled(found);
            if (receipt.isPresent()) {
                return answer(receipt.get(), intent);
            } else if (!hasRoom(intent)) {
                room(intent).count(session, account.id());
                intent.takeRoom();
            }
            var written = attempt.apply(found.task());
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw new IllegalStateException("A write had to look " + MOST_TURNS + " times, and did nothing each time.");
    }

    private Look look(StatelessSession session, UUID id, WriteIntent intent) {
        return StatementKinds.look(session, account, id, intent.write()).orElseGet(() -> {
            account.appear(session);
            return Look.NOTHING;
        });
    }

    private Written answer(Receipt receipt, WriteIntent intent) {
        if (receipt.outcome().isRefusal()) {
            throw failure(receipt.outcome());
        }
        return Written.of(receipt, intent);
    }

    private boolean hasRoom(WriteIntent intent) {
        if (intent.needsRoom() && room(intent).takes(account.id())) {
            intent.takeRoom();
        }
        return !intent.needsRoom();
    }

    private ReceiptQuota room(WriteIntent intent) {
        return intent.isKeyed() ? keys : unkeyed;
    }

    private Optional<Written> insert(StatelessSession session, UUID id, TaskContent content, WriteIntent intent) {
        var task = TaskView.added(id, content, intent);
        switch (intent.send(() -> quota.insert(session, account.id(), task, intent))) {
            case DONE -> {
                return Optional.of(Written.added(task));
            }
            case FULL -> {
                return refuse(session, Outcome.FULL, intent);
            }
            case NO_OWNER -> account.appear(session);
            case PRESENT -> {
                // Or the receipt.
            }
        }
        return Optional.empty();
    }

    private Optional<Written> update(StatelessSession session, TaskView present, TaskContent content, WriteIntent intent) {
        var edited = present.edited(content, intent);
        return intent.send(() -> writes.update(session, account.id(), edited, present.revision(), intent))
                ? Optional.of(Written.changed(edited))
                : Optional.empty();
    }

    private Optional<Written> delete(StatelessSession session, UUID id, Optional<UUID> present, WriteIntent intent) {
        try {
            return intent.send(() -> writes.delete(session, account.id(), id, present, intent)) ? Optional.of(Written.REMOVED)
                    : Optional.empty();
        } finally {
            // Also when its answer was lost.
            quota.deleted(account.id());
        }
    }

    /** Fails, and leaves that it did where another attempt may come yet; gives nothing when one was faster and took effect. */
    private Optional<Written> refuse(StatelessSession session, Outcome outcome, WriteIntent intent) {
        if (intent.isRepeated() && !intent.send(() -> receipts.refuse(session, account.id(), outcome, intent))) {
            return Optional.empty();
        }
        throw failure(outcome);
    }

    private RuntimeException failure(Outcome refusal) {
        return switch (refusal) {
            case ABSENT -> new NotFoundException();
            case CONDITION_FAILED -> new PreconditionFailed();
            case FULL -> quota.exceeded();
            default -> throw new IllegalArgumentException(refusal.name());
        };
    }
}
