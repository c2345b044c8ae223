package dev.neontasks.account;

import java.time.Instant;
import java.util.Optional;

import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;

import org.hibernate.StatelessSession;

/** Links that were handed out and not used. */
@Repository
interface AccountLinks {

    StatelessSession session();

    /** With its account, in the same statement. The one that uses it goes by the database's clock, which gave it its end. */
    @Query("from AccountLink l join fetch l.account where l.tokenHash = :hash and l.purpose = :purpose and l.expiresAt > :now")
    Optional<AccountLink> find(byte[] hash, String purpose, Instant now);

    /** As {@link #find}, of those that prove an address. */
    @Query("from AccountLink l join fetch l.account where l.tokenHash = :hash and l.purpose in ('confirm', 'change') "
            + "and l.expiresAt > :now")
    Optional<AccountLink> findOfAddress(byte[] hash, Instant now);

    @Query("select l.purpose from AccountLink l where l.tokenHash = :hash")
    Optional<String> purpose(byte[] hash);
}
