package dev.neontasks.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;

import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * For outside issuers' tokens: each asks besides whether the account is one of an issuer's. In the same statement, so that it
 * costs no round trip.
 */
@Repository
interface IssuerTaskStatements extends TaskStatements {

    String OF_ISSUER = " and exists (select 1 from Account a where a.id = :owner and a.email is null)";

    String INSERT = "insert into Task (owner, id, title, description, completed, dueOn, createdAt, updatedAt, revision) "
            + "select a.id, :id, :title, :description, :completed, :dueOn, :createdAt, :updatedAt, :revision "
            + "from Account a where a.id = :owner and a.email is null";

    StatelessSession session();

    @Override
    @Query(READ + ONE + OF_ISSUER)
    Optional<TaskView> one(String owner, UUID id);

    @Override
    @Query(UPDATE + OF_ISSUER)
    boolean update(String owner, UUID id, UUID present, String title, @Nullable String description, boolean completed,
            @Nullable LocalDate dueOn, Instant updatedAt, UUID revision);

    @Override
    @Query(DELETE + ONE + OF_ISSUER)
    boolean delete(String owner, UUID id);

    @Override
    @Query(DELETE + PRESENT + OF_ISSUER)
    boolean delete(String owner, UUID id, UUID present);

    @Query(INSERT)
    int insert(String owner, UUID id, String title, @Nullable String description, boolean completed,
            @Nullable LocalDate dueOn, Instant createdAt, Instant updatedAt, UUID revision);

    @Override
    default boolean insert(Task task) {
        return insert(task.owner, task.id, task.title, task.description, task.completed, task.dueOn, task.createdAt,
                task.updatedAt, task.revision) == 1;
    }
}
