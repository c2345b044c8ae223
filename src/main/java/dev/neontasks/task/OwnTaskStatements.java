package dev.neontasks.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;

import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** For accounts that signed up here. */
@Repository
interface OwnTaskStatements extends TaskStatements {

    StatelessSession session();

    @Override
    @Query(READ + ONE)
    Optional<TaskView> one(String owner, UUID id);

    @Override
    @Query(UPDATE)
    boolean update(String owner, UUID id, UUID present, String title, @Nullable String description, boolean completed,
            @Nullable LocalDate dueOn, Instant updatedAt, UUID revision);

    @Override
    @Query(DELETE + ONE)
    boolean delete(String owner, UUID id);

    @Override
    @Query(DELETE + PRESENT)
    boolean delete(String owner, UUID id, UUID present);

    @Override
    default boolean insert(Task task) {
        session().insert(task);
        return true;
    }
}
