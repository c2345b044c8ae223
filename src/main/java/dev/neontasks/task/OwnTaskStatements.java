package dev.neontasks.task;

import java.util.Optional;
import java.util.UUID;

import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;

import org.hibernate.StatelessSession;

/** For accounts that signed up here. */
@Repository
interface OwnTaskStatements extends TaskStatements {

    StatelessSession session();

    @Override
    @Query(READ + ONE)
    Optional<TaskView> one(String owner, UUID id);

    /** Nothing when there is no such account. */
    @Query(LOOK)
    Optional<Look> look(String owner, UUID id, UUID write);

    @Override
    @Query(KEYED)
    ReceiptCount keyed(String owner, UUID first);

    @Override
    @Query(UNKEYED)
    ReceiptCount unkeyed(String owner, UUID first);
}
