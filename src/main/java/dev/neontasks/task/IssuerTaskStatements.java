package dev.neontasks.task;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;

import org.hibernate.StatelessSession;

/**
 * For outside issuers' tokens: each asks besides whether the account is one of an issuer's. In the same statement, so that it
 * costs no round trip.
 */
@Repository
interface IssuerTaskStatements extends TaskStatements {

    String OF_ISSUER = " and exists (select 1 from Account a where a.id = :owner and a.email is null)";

    String LOOK_OF_ISSUER = LOOK + " and a.email is null "
            + "and not exists (select 1 from DeletedAccount d where d.idHash = :hash and d.deletedAt >= :issued)";

    StatelessSession session();

    @Override
    @Query(READ + ONE + OF_ISSUER)
    Optional<TaskView> one(String owner, UUID id);

    /**
     * Nothing when there is no such account, nor when one was deleted since the token was issued, though it has appeared again.
     *
     * @param hash of the owner's id
     */
    @Query(LOOK_OF_ISSUER)
    Optional<Look> look(String owner, UUID id, UUID write, byte[] hash, Instant issued);

    @Override
    @Query(KEYED + OF_ISSUER)
    ReceiptCount keyed(String owner, UUID first);

    @Override
    @Query(UNKEYED + OF_ISSUER)
    ReceiptCount unkeyed(String owner, UUID first);
}
