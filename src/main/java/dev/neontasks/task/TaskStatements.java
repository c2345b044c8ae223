package dev.neontasks.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The statements about one task. With {@link TaskLists} and {@link TaskInserts} the only ones about tasks: each begins with
 * whose tasks it is about, so that none can be about anybody else's. A boolean tells whether there was such a task.
 */
interface TaskStatements {

    String READ = "select id, title, description, completed, dueOn, createdAt, updatedAt, revision from Task";
    String OF_OWNER = " where owner = :owner";
    String ONE = OF_OWNER + " and id = :id";
    String PRESENT = ONE + " and revision = :present";
    String UPDATE = "update Task set title = :title, description = :description, completed = :completed, dueOn = :dueOn, "
            + "updatedAt = :updatedAt, revision = :revision" + PRESENT;
    String DELETE = "delete from Task";

    Optional<TaskView> one(String owner, UUID id);

    boolean update(String owner, UUID id, UUID present, String title, @Nullable String description, boolean completed,
            @Nullable LocalDate dueOn, Instant updatedAt, UUID revision);

    /** If it is still as {@code present} says. */
    default boolean update(String owner, TaskView edited, UUID present) {
        return update(owner, edited.id(), present, edited.title(), edited.description(), edited.completed(), edited.dueOn(),
                edited.updatedAt(), edited.revision());
    }

    boolean delete(String owner, UUID id);

    /** If it is still as {@code present} says. */
    boolean delete(String owner, UUID id, UUID present);

    /** Whether it did: not when the owner is none who may have tasks. */
    boolean insert(Task task);
}
