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

    /** New with every write: the entity tag, and the mark by which a write that is run twice knows its own traces. */
    UUID revision;

    @SuppressWarnings("NullAway") // for Hibernate
    protected Task() {
    }

    Task(String owner, UUID id, TaskContent content, WriteIntent intent) {
        this.owner = owner;
        this.id = id;
        this.title = content.title();
        this.description = content.description();
        this.completed = content.completed();
        this.dueOn = content.dueOn();
        this.createdAt = intent.at();
        this.updatedAt = intent.at();
        this.revision = intent.revision();
    }
}
