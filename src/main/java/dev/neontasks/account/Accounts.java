package dev.neontasks.account;

import java.util.Optional;

import jakarta.data.repository.Find;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;

import org.hibernate.StatelessSession;

/** All accounts. Every call is one statement outside a transaction: one round trip. */
@Repository
interface Accounts {

    StatelessSession session();

    /** The account of an address in the form of {@link EmailAddress}. */
    @Query("from Account where email = :email")
    Optional<Account> byEmail(String email);

    @Find
    Optional<Account> byId(String id);

    /** Whether it did: not when the account has another one by now than {@code known}. */
    @Query("update Account set passwordHash = :hash where id = :id and passwordHash = :known")
    boolean replaceHash(String id, String known, String hash);
}
