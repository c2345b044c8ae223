package dev.neontasks.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

    /** How long an account that is gone is told from one that never was. No access token should live as long. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final String APPEAR = """
            insert into accounts (id, created_at)
            select :id, :now where not exists (
                select from deleted_accounts where id_hash = sha256(convert_to(:id, 'UTF8')) and deleted_at >= :issued)
            on conflict do nothing""";

    private static final String REMOVE = """
            with gone as (
                delete from accounts where id = :id
            ), forgotten as (
                delete from deleted_accounts where deleted_at < :forgotten and id_hash <> sha256(convert_to(:id, 'UTF8'))
            )
            insert into deleted_accounts (id_hash, deleted_at) values (sha256(convert_to(:id, 'UTF8')), :now)
            on conflict (id_hash) do update set deleted_at = excluded.deleted_at""";

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

    /** Makes the account of an outside issuer's token; not if it is there already, or was deleted since that was issued. */
    void appear(String id, Instant issued, Instant now) {
        execute(APPEAR, Map.of("id", id, "issued", issued, "now", now));
    }

    /** Takes it away with all that refers to it. */
    void remove(String id, Instant now) {
        execute(REMOVE, Map.of("id", id, "now", now, "forgotten", now.minus(REMEMBERED)));
    }

    private void execute(String statement, Map<String, Object> values) {
        try (var session = sessions.openStatelessSession()) {
            var query = session.createNativeMutationQuery(statement);
            values.forEach(query::setParameter);
            query.executeUpdate();
        }
    }
}
