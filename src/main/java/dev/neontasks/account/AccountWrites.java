package dev.neontasks.account;

import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * The statements that change an account. Each takes effect once, however many attempts at it there are, and whatever others
 * have made of the account since. In SQL, because only that does it in one round trip.
 */
@Singleton
class AccountWrites {

    private static final String RENAME = "with written as (update accounts set name = :name where id = :id "
            + "and disabled_at is null returning id) " + AccountReceipts.receipt(200);

    /**
     * The first part waits for whoever signs in with the password of before, and keeps the next from it; so the second, which
     * looks at the database only then, sees all of their sessions.
     */
    private static final String CHANGE_PASSWORD = """
            update accounts set password_hash = :hash, password_version = :write
            where id = :id and disabled_at is null and password_version is not distinct from :version;
            delete from sessions where account = :id and id <> :kept
            and exists (select from accounts where id = :id and password_version = :write);
            delete from account_links where account = :id and purpose <> 'confirm'
            and exists (select from accounts where id = :id and password_version = :write);
            with written as (select from accounts where id = :id and password_version = :write)
            """ + AccountReceipts.receipt(204);

    /** The link goes with the first part, so that of many who have it one is first; the account's other links go as well. */
    private static final String RESET_PASSWORD = """
            with used as (
                delete from account_links where token_hash = :token and purpose = 'reset' and expires_at > now()
                returning account, email
            )
            update accounts set password_hash = :hash, password_version = :write, email_verified_at =
                case when accounts.email = used.email then coalesce(email_verified_at, now()) else email_verified_at end
            from used where id = used.account and disabled_at is null and (used.email is null or used.email = accounts.email);
            delete from sessions where account = :id
            and exists (select from accounts where id = :id and password_version = :write);
            delete from account_links where account = :id
            and exists (select from accounts where id = :id and password_version = :write);
            with written as (select from accounts where id = :id and password_version = :write)
            """ + AccountReceipts.receipt(204);
    private static final String END_OTHERS = """
            with written as (
                select id from sessions where id = :kept and account = :account and expires_at > :now
            ), gone as (
                delete from sessions where account = :account and id <> :kept and exists (select from written)
            )
            """ + AccountReceipts.receipt(204);

    private final AccountReceipts receipts;

    AccountWrites(AccountReceipts receipts) {
        this.receipts = receipts;
    }

    /** False, and nothing done, when the account is gone or disabled. */
    boolean rename(StatelessSession session, String id, @Nullable String name, UUID write) {
        return receipts.takesEffect(session, session.createNativeMutationQuery(RENAME).setParameter("id", id)
                .setParameter("name", name, String.class), write);
    }

    /**
     * Gives the account of {@code kept} another password and ends all its other sessions. False, and nothing done, when
     * somebody else has changed it since {@code kept} was read, or the account is gone or disabled.
     */
    boolean changePassword(StatelessSession session, RefreshSession kept, String hash, UUID write) {
        var account = kept.account;
        var query = session.createNativeMutationQuery(CHANGE_PASSWORD).setParameter("id", account.accountId())
                .setParameter("version", account.passwordVersion(), UUID.class).setParameter("hash", hash)
                .setParameter("kept", kept.id);
        // Nothing is done either when others have changed what an earlier attempt wrote.
        return receipts.takesEffect(session, query, write);
    }

    /**
     * Gives the account {@code id} another password for the link whose token has that hash, and ends its sessions. False, and
     * nothing done, when that was used, or is too old.
     */
    boolean resetPassword(StatelessSession session, String id, byte[] token, String hash, UUID write) {
        var query = session.createNativeMutationQuery(RESET_PASSWORD).setParameter("id", id).setParameter("token", token)
                .setParameter("hash", hash);
        return receipts.takesEffect(session, query, write);
    }

    /** All of {@code account} but {@code kept}. Throws {@link Unauthenticated}, and nothing is done, when that is over. */
    void endOtherSessions(StatelessSession session, String account, UUID kept, Instant now, UUID write) {
        var query = session.createNativeMutationQuery(END_OTHERS).setParameter("account", account).setParameter("kept", kept)
                .setParameter("now", now);
        // It may have ended since an earlier attempt took effect.
        if (!receipts.takesEffect(session, query, write)) {
            throw CurrentAccount.over();
        }
    }
}
