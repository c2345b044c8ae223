package dev.neontasks.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.data.Limit;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;

import org.hibernate.StatelessSession;

/** The statements about sign-ins that have not ended; a boolean tells whether there was such a one. */
@Repository
interface RefreshSessionStatements {

    StatelessSession session();

    /** With its account, in the same statement. */
    @Query("from RefreshSession s join fetch s.account where s.id = :id")
    Optional<RefreshSession> find(UUID id);

    /** Makes the token of {@code hash} the previous one, if it is the current one. */
    @Query("update RefreshSession set tokenHash = :next, previousHash = :hash, seed = :seed, rotatedAt = :now "
            + "where id = :id and tokenHash = :hash")
    boolean rotate(UUID id, byte[] hash, byte[] next, byte[] seed, Instant now);

    @Query("delete from RefreshSession where id = :id")
    void delete(UUID id);

    /** Of {@code account}, the {@code current} one first, and then the newest. */
    @Query("from RefreshSession where account.id = :account and expiresAt > :now "
            + "order by case when id = :current then 0 else 1 end, id desc")
    List<RefreshSession> of(String account, UUID current, Instant now, Limit most);

    /** Those of {@code ids} that are of {@code account}. */
    @Query("select id from RefreshSession where account.id = :account and expiresAt > :now and id in :ids")
    List<UUID> among(String account, Instant now, List<UUID> ids);

    @Query("select id from RefreshSession where expiresAt < :now")
    List<UUID> expired(Instant now, Limit most);

    @Query("delete from RefreshSession where id in :ids")
    void deleteAll(List<UUID> ids);
}
