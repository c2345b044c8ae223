package dev.neontasks.account;

import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;

/**
 * The statements that make links, and that use those which prove an address. Each takes effect once, however many attempts at
 * it there are. In SQL, because only that does it in one round trip.
 */
@Singleton
class AccountLinkWrites {

    static final String CONFIRM = "confirm";
    static final String CHANGE = "change";

    private static final String FORGET_EXPIRED = """
            forgotten as (
                delete from account_links where token_hash in
                (select token_hash from account_links where expires_at < now() limit 100 for update skip locked)
            )""";
    private static final String LINK = """
            insert into account_links (token_hash, account, purpose, email, expires_at)
            select :token, id, '%s', %s, now() + interval '30 minutes' from found returning account""";

    // Each waits for whoever changes the account, and is seen by them: no link is made from what was true before.

    /** Leaves a receipt whether or not there is such an account, so that it writes, and takes as long, either way. */
    private static final String RESET = "with found as (select id, email from accounts where email = :email "
            + "and disabled_at is null for share), " + FORGET_EXPIRED + ", written as ("
            + LINK.formatted(PasswordReset.PURPOSE, "email")
            + "), done as (select 1) " + AccountReceipts.receipt(202).replace("from written", "from done")
            + " returning (select count(*) from written)";

    private static final String CONFIRMATION = "with found as (select id, email from accounts where id = :id "
            + "and disabled_at is null and email_verified_at is null for share), " + FORGET_EXPIRED + ", written as ("
            + LINK.formatted(CONFIRM, "email") + ") " + AccountReceipts.receipt(202);

    private static final String EMAIL_CHANGE = "with found as (select id from accounts where id = :id and disabled_at is null "
            + "and password_version is not distinct from :version and not exists (select from accounts where email = :email) for share), "
            + "before as (delete from account_links where purpose = '" + CHANGE
            + "' and account in (select id from found)), written as (" + LINK.formatted(CHANGE, ":email") + ") "
            + AccountReceipts.receipt(202);

    /** A new address makes the links useless that were mailed to the one before. */
    private static final String USE = """
            with used as (
                delete from account_links where token_hash = :token and purpose in ('confirm', 'change') and expires_at > now()
                returning account, email, purpose
            ), written as (
                update accounts set email = used.email, email_verified_at =
                    case when purpose = 'change' then now() else coalesce(email_verified_at, now()) end
                from used where id = used.account and disabled_at is null and (purpose = 'change' or accounts.email = used.email)
                returning id, purpose
            ), others as (
                delete from account_links where token_hash <> :token
                and account in (select id from written where purpose = 'change')
            )
            """
            + AccountReceipts.receipt(204);

    private final AccountReceipts receipts;

    AccountLinkWrites(AccountReceipts receipts) {
        this.receipts = receipts;
    }

    /** Whether there is an account of that address, for which there is a link now that replaces its password. */
    boolean makeReset(StatelessSession session, String email, byte[] token, UUID write) {
        try {
            var query = session.createNativeQuery(RESET, Long.class).setParameter("email", email).setParameter("token", token);
            receipts.fill(query, write);
            return query.getSingleResult() > 0;
        } catch (ConstraintViolationException e) {
            requireRepeated(e);
            return new AccountLinks_(session).purpose(token).isPresent();
        }
    }

    /** Whether there is a link now that proves the address of the account {@code id}: not when that is proved. */
    boolean makeConfirmation(StatelessSession session, String id, byte[] token, UUID write) {
        return receipts.takesEffect(session, session.createNativeMutationQuery(CONFIRMATION).setParameter("id", id)
                .setParameter("token", token), write);
    }

    /** Whether there is a link now that gives {@code account} the address: not when somebody has that, or it has changed. */
    boolean makeChange(StatelessSession session, Account account, String email, byte[] token, UUID write) {
        var query = session.createNativeMutationQuery(EMAIL_CHANGE).setParameter("id", account.accountId())
                .setParameter("version", account.passwordVersion(), UUID.class).setParameter("email", email)
                .setParameter("token", token);
        return receipts.takesEffect(session, query, write);
    }

    /**
     * Does what the link is for whose token has that hash. False, and nothing done, when that was used, or is too old. Throws
     * {@link EmailTaken} when somebody else has the address by now.
     */
    boolean use(StatelessSession session, byte[] token, UUID write) {
        try {
            var query = receipts.fill(session.createNativeMutationQuery(USE), write).setParameter("token", token);
            return query.executeUpdate() == 1 || !receipts.refuse(session, write);
        } catch (ConstraintViolationException e) {
            requireRepeated(e);
            if (receipts.refuse(session, write)) {
                throw new EmailTaken();
            }
            return true;
        }
    }

    private static void requireRepeated(ConstraintViolationException failure) {
        if (failure.getKind() != ConstraintKind.UNIQUE) {
            throw failure;
        }
    }
}
