package dev.neontasks.account;

import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

/**
 * The statements that begin something: an account with its first session, or one session more. Each takes effect once, however
 * many attempts at it there are, and whatever became since of what it has begun. In SQL, because only that does it in one.
 */
@Singleton
class Beginnings {

    private static final String SESSION = "insert into sessions (id, account, token_hash, seed, rotated_at, expires_at, "
            + "browser) select :session, %s, :hash, :seed, :begun, :ends, :browser";

    private static final String SIGN_UP = "with written as (insert into accounts (id, email, name, password_hash, created_at) "
            + "values (:account, :email, :name, :password, :created) returning id), begun as ("
            + SESSION.formatted("id") + " from written) " + AccountReceipts.receipt(201);

    /**
     * For the password that was proved: the row is locked, so that a change of it waits for this and ends it, or this for the
     * change and does nothing.
     */
    private static final String SIGN_IN = "with written as (" + SESSION.formatted("id") + " from accounts where id = :account "
            + "and disabled_at is null and password_version is not distinct from :version for share returning id) "
            + AccountReceipts.receipt(200);

    private final AccountReceipts receipts;

    Beginnings(AccountReceipts receipts) {
        this.receipts = receipts;
    }

    /** Adds the account of {@code first}, and that. Throws {@link EmailTaken}. */
    void signUp(StatelessSession session, RefreshSession first) {
        var account = first.account;
        var query = session.createNativeMutationQuery(SIGN_UP).setParameter("email", account.email())
                .setParameter("name", account.name(), String.class).setParameter("password", account.passwordHash())
                .setParameter("created", account.createdAt());
        if (!receipts.takesEffect(session, fill(query, first), first.id)) {
            throw new EmailTaken();
        }
    }

    /** Throws {@link Unauthenticated} when the account is gone or disabled by now, or has another password. */
    void signIn(StatelessSession session, RefreshSession begun) {
        var query = session.createNativeMutationQuery(SIGN_IN).setParameter("version", begun.account.passwordVersion(),
                UUID.class);
        if (!receipts.takesEffect(session, fill(query, begun), begun.id)) {
            throw new Unauthenticated("The account has changed meanwhile. Sign in again.");
        }
    }

    private static MutationQuery fill(MutationQuery query, RefreshSession begun) {
        return query.setParameter("session", begun.id)
                .setParameter("account", begun.account.accountId()).setParameter("hash", begun.tokenHash)
                .setParameter("seed", begun.seed).setParameter("begun", begun.rotatedAt).setParameter("ends", begun.expiresAt)
                .setParameter("browser", begun.browser(), String.class);
    }
}
