package dev.neontasks.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Singleton;

import org.hibernate.SessionFactory;

/**
 * Remembers for a while which accounts are gone, so that an outside issuer's token does not bring back what was deleted after
 * it was issued. In SQL, because only that does it in one statement, which may be run twice. To be called as admitted work
 * only.
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
                delete from accounts where id = :id
            ), forgotten as (
                delete from deleted_accounts where deleted_at < :forgotten and id_hash <> sha256(convert_to(:id, 'UTF8'))
            )
            insert into deleted_accounts (id_hash, deleted_at) values (sha256(convert_to(:id, 'UTF8')), :now)
            on conflict (id_hash) do update set deleted_at = excluded.deleted_at""";

    private final SessionFactory sessions;

    DeletedAccounts(SessionFactory sessions) {
        this.sessions = sessions;
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
