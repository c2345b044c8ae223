package dev.neontasks.account;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/**
 * All accounts. Every call is one statement outside a transaction: one round trip, and no connection is kept afterwards. To be
 * called as admitted work only.
 */
@ApplicationScoped
class Accounts implements PanacheRepositoryBase<Account, String> {

    private static final String UNIQUE_VIOLATION = "23505";

    private final SessionFactory sessions;

    Accounts(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** The account of an address in the form of {@link EmailAddress}. */
    Optional<Account> byEmail(String email) {
        try (var session = sessions.openStatelessSession()) {
            return session.createSelectionQuery("from Account where email = :email", Account.class).setParameter("email", email)
                    .uniqueResultOptional();
        }
    }

    Optional<Account> byId(String id) {
        try (var session = sessions.openStatelessSession()) {
            return Optional.ofNullable(session.get(Account.class, id));
        }
    }

    /** Whether it did: not when the account has another one by now. */
    boolean replaceHash(Account account, String hash) {
        try (var session = sessions.openStatelessSession()) {
            return session
                    .createMutationQuery("update Account set passwordHash = :hash where id = :id and passwordHash = :known")
                    .setParameter("hash", hash).setParameter("id", account.id()).setParameter("known", account.passwordHash())
                    .executeUpdate() == 1;
        }
    }

    /** Adds it; doing so again changes nothing, so that a retry after a lost answer succeeds. Throws {@link EmailTaken}. */
    void add(Account account) {
        try (var session = sessions.openStatelessSession()) {
            session.insert(account);
        } catch (ConstraintViolationException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            byEmail(account.email()).filter(present -> present.id().equals(account.id())).orElseThrow(EmailTaken::new);
        }
    }
}
