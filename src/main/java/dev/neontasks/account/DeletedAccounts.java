package dev.neontasks.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;

/**
 * Remembers for a while which accounts are gone, so that an outside issuer's token does not bring back what was deleted after
 * it was issued. In SQL, because only that does it in one statement, which may be run twice.
 */
@Singleton
class DeletedAccounts {

    /** How long an account that is gone is told from one that never was. No access token should live as long. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final String APPEAR = """
            insert into accounts (id, created_at)
            select :id, :now where not exists (
                select from deleted_accounts where id_hash = sha256(convert_to(:id, 'UTF8')) and deleted_at >= :issued)
            on conflict do nothing""";

    private static final String REMOVE = """
            with gone as (
                delete from accounts where id = :id and (email is null or not :ofIssuer)
            ), forgotten as (
                delete from deleted_accounts where deleted_at < :forgotten and id_hash <> sha256(convert_to(:id, 'UTF8'))
            )
            insert into deleted_accounts (id_hash, deleted_at)
            select sha256(convert_to(:id, 'UTF8')), :now where not :ofIssuer
                or not exists (select from accounts where id = :id and email is not null)
            on conflict (id_hash) do update set deleted_at = excluded.deleted_at""";

    /** Makes the account of an outside issuer's token; not if it is there already, or was deleted since that was issued. */
    void appear(StatelessSession session, String id, Instant issued, Instant now) {
        execute(session, APPEAR, Map.of("id", id, "issued", issued, "now", now));
    }

    /** Takes it away with all that refers to it. */
    void remove(StatelessSession session, String id, Instant now) {
        remove(session, id, false, now);
    }

    /** The same for an outside issuer's token. False, and nothing done, when the account is one that signed up here. */
    boolean removeOfIssuer(StatelessSession session, String id, Instant now) {
        return remove(session, id, true, now);
    }

    private boolean remove(StatelessSession session, String id, boolean ofIssuer, Instant now) {
        return execute(session, REMOVE,
                Map.of("id", id, "ofIssuer", ofIssuer, "now", now, "forgotten", now.minus(REMEMBERED))) > 0;
    }

    private int execute(StatelessSession session, String statement, Map<String, Object> values) {
        var query = session.createNativeMutationQuery(statement);
        values.forEach(query::setParameter);
        return query.executeUpdate();
    }
}
