package dev.neontasks.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

/**
 * Remembers for a while which accounts are gone, so that an outside issuer's token does not bring back what was deleted after
 * it was issued. In SQL, because only that does it in one statement, which may be run twice.
 */
@Singleton
class DeletedAccounts {

    /** How long an account that is gone is told from one that never was. No access token should live as long. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final String NOT_SINCE = """
            not exists (select from deleted_accounts
                where id_hash = sha256(convert_to(:id, 'UTF8')) and deleted_at >= :issued)""";

    /**
     * The first part waits for a deletion that is under way, so that the second, which looks at the database only then, sees
     * it.
     */
    private static final String APPEAR = """
            update accounts set created_at = created_at where id = :id;
            insert into accounts (id, created_at)
            select :id, :now where\s""" + NOT_SINCE + " on conflict do nothing";

    private static final String PRESENT = "select * from accounts where id = :id and " + NOT_SINCE;

    private static final String REMEMBER = """
            insert into deleted_accounts (id_hash, deleted_at) select sha256(convert_to(:id, 'UTF8')), :now %s
                on conflict (id_hash) do update
                    set deleted_at = greatest(deleted_accounts.deleted_at, excluded.deleted_at)
                returning id_hash""";

    private static final String FORGET = """
            , forgotten as (
                delete from deleted_accounts where deleted_at < :forgotten and id_hash <> sha256(convert_to(:id, 'UTF8'))
            )
            """;

    /** For the password that was proved: a change of it that is under way is waited for, and nothing is done. */
    private static final String REMOVE = "with gone as (delete from accounts where id = :id and disabled_at is null "
            + "and password_version is not distinct from :version returning id), written as ("
            + REMEMBER.formatted("from gone") + ")" + FORGET + AccountReceipts.receipt(204);

    private static final String REMOVE_OF_ISSUER = "with written as ("
            + REMEMBER.formatted("where not exists (select from accounts where id = :id and email is not null)")
            + "), gone as (delete from accounts where id = :id and email is null)" + FORGET + AccountReceipts.receipt(204);

    private final AccountReceipts receipts;

    DeletedAccounts(AccountReceipts receipts) {
        this.receipts = receipts;
    }

    /** As {@code sha256} of the database has it. */
    static byte[] hash(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The account of an outside issuer's token, made if it is not there; nothing if one was deleted since that was issued. */
    Optional<Account> appear(StatelessSession session, String id, Instant issued, Instant now) {
        session.createNativeMutationQuery(APPEAR).setParameter("id", id).setParameter("issued", issued)
                .setParameter("now", now).executeUpdate();
        return session.createNativeQuery(PRESENT, Account.class).setParameter("id", id).setParameter("issued", issued)
                .uniqueResultOptional();
    }

    /**
     * Takes it away with all that refers to it, in one of the attempts at {@code write}. False, and nothing done, when it is
     * disabled by now, or has another password than the one that was proved.
     */
    boolean remove(StatelessSession session, Account proved, UUID write, Instant now) {
        var query = session.createNativeMutationQuery(REMOVE).setParameter("version", proved.passwordVersion(), UUID.class);
        var id = proved.accountId();
        return receipts.takesEffect(session, fill(query, id, now), write) || new Accounts_(session).byId(id).isEmpty();
    }

    /** The same for an outside issuer's token. False, and nothing done, when the account is one that signed up here. */
    boolean removeOfIssuer(StatelessSession session, String id, UUID write, Instant now) {
        return receipts.takesEffect(session, fill(session.createNativeMutationQuery(REMOVE_OF_ISSUER), id, now), write);
    }

    private static MutationQuery fill(MutationQuery query, String id, Instant now) {
        return query.setParameter("id", id).setParameter("now", now).setParameter("forgotten", now.minus(REMEMBERED));
    }
}
