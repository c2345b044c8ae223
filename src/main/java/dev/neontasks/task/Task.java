package dev.neontasks.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/** A row of {@code tasks}. */
@Entity
@Table(name = "tasks")
class Task {

    @Id
    UUID id;

    String owner;

    String title;

    @Nullable
    String description;

    boolean completed;

    @Column(name = "due_on")
    @Nullable
    LocalDate dueOn;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** New with every write: the entity tag. */
    UUID revision;

    @SuppressWarnings("NullAway") // for Hibernate
    protected Task() {
    }
}
