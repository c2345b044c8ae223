package dev.neontasks.account;

import java.util.Optional;

import jakarta.data.repository.Find;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;

import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;

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

    /** Adds it; doing so again changes nothing, so that a retry after a lost answer succeeds. Throws {@link EmailTaken}. */
    default void add(Account account) {
        try {
            session().insert(account);
        } catch (ConstraintViolationException e) {
            if (e.getKind() != ConstraintKind.UNIQUE) {
                throw e;
            }
            byEmail(account.email()).filter(present -> present.accountId().equals(account.accountId()))
                    .orElseThrow(EmailTaken::new);
        }
    }
}
