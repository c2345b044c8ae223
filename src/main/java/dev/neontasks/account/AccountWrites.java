package dev.neontasks.account;

import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/**
 * The statements that change an account. Each takes effect once, however many attempts at it there are, and whatever others
 * have made of the account since. In SQL, because only that does it in one round trip.
 */
@Singleton
class AccountWrites {

    private static final String RENAME = "with written as (update accounts set name = :name where id = :id returning id) "
            + AccountReceipts.receipt(200);

    private final AccountReceipts receipts;

    AccountWrites(AccountReceipts receipts) {
        this.receipts = receipts;
    }

    /** Throws {@link Unauthenticated} when the account is gone. */
    void rename(StatelessSession session, String id, @Nullable String name, UUID write) {
        if (!isDone(receipts.fill(session.createNativeMutationQuery(RENAME), write).setParameter("id", id)
                .setParameter("name", name, String.class))) {
            throw CurrentAccount.gone();
        }
    }

    /** Also when an earlier attempt did it, whose receipt breaks this one. */
    private static boolean isDone(MutationQuery query) {
        try {
            return query.executeUpdate() == 1;
        } catch (ConstraintViolationException e) {
            if (e.getKind() != ConstraintKind.UNIQUE) {
                throw e;
            }
            return true;
        }
    }
}
