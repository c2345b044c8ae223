package dev.neontasks.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code receipts}: what came of a write. While it is there, no other attempt at the same write takes effect: one that
 * took effect is done, and one that was refused is over for every attempt from before the refusal.
 */
@Entity
@Table(name = "receipts")
class Receipt {

    @Id
    UUID write;

    String owner;

    /** That of {@link Outcome}. */
    int outcome;

    /** Of the task as it was written; of a refusal, a name for it alone. */
    UUID revision;

    /** Of the request that the key was sent with; null without a key. Not said so, as in RefreshSession. */
    byte[] fingerprint;

    @Column(name = "expires_at")
    Instant expiresAt;

    /** Id of the task. It and all that follows is null for a refusal; for a removal, what follows. */
    @Nullable
    UUID task;

    @Nullable
    String title;

    @Nullable
    String description;

    @Nullable
    Boolean completed;

    @Column(name = "due_on")
    @Nullable
    LocalDate dueOn;

    @Column(name = "created_at")
    @Nullable
    Instant createdAt;

    @Column(name = "updated_at")
    @Nullable
    Instant updatedAt;

    @SuppressWarnings("NullAway") // for Hibernate
    protected Receipt() {
    }

    Outcome outcome() {
        return Outcome.of(outcome);
    }

    boolean isOf(byte[] request) {
        return Arrays.equals(fingerprint, request);
    }

    /** The task as it was written, whatever became of it since. */
    @SuppressWarnings("NullAway") // by the statements that write it
    TaskView written() {
        return new TaskView(task, title, description, completed, dueOn, createdAt, updatedAt, revision);
    }
}
