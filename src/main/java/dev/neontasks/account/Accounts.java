package dev.neontasks.account;

import java.time.Instant;
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
        return find("email", email).singleResultOptional();
    }

    Optional<Account> byId(String id) {
        return findByIdOptional(id);
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

    /** Makes the account of an outside issuer's token, unless it is there already. */
    void appear(String id, Instant now) {
        try (var session = sessions.openStatelessSession()) {
            session.insert(new Account(id, null, null, null, now));
        } catch (ConstraintViolationException e) {
            // Somebody was faster, maybe ourselves.
        }
    }

    /** Takes it away with all that refers to it; says whether it was there. */
    boolean remove(String id) {
        try (var session = sessions.openStatelessSession()) {
            return session.createMutationQuery("delete from Account where id = :id").setParameter("id", id)
                    .executeUpdate() == 1;
        }
    }
}
