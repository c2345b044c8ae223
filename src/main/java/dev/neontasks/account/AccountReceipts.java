package dev.neontasks.account;

import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.query.MutationQuery;

import dev.neontasks.database.DatabaseSettings;

/**
 * The receipts of writes that make or end an account, or begin a session. They are nobody's, so that they stay when the account
 * goes.
 */
@Singleton
class AccountReceipts {

    private static final String COLUMNS = "insert into receipts (owner, write, outcome, revision, expires_at) ";
    private static final String VALUES = "'', :write, %d, :write, now() + :lasts * interval '1 second'";

    /** One that an earlier attempt has left is as good. */
    private static final String REFUSE = COLUMNS + "values (" + VALUES.formatted(409) + ") on conflict (owner, write) "
            + "do update set expires_at = excluded.expires_at where receipts.outcome >= 400";

    private final long seconds;
    private final ExpiredReceipts expired;

    AccountReceipts(DatabaseSettings settings, ExpiredReceipts expired) {
        seconds = settings.longestOnItsWay().toSeconds();
        this.expired = expired;
    }

    /**
     * The end of a statement that writes: leaves the receipt of what is {@code written}. When there is one already, its key
     * breaks the statement, and with it what it has written.
     */
    static String receipt(int status) {
        return COLUMNS + "select " + VALUES.formatted(status) + " from written";
    }

    /**
     * Whether a statement that ends in a {@link #receipt}, or an earlier attempt at it, took effect. Otherwise nothing is done,
     * and it is left that the write was refused.
     */
    boolean takesEffect(StatelessSession session, MutationQuery statement, UUID write) {
        return isDone(fill(statement, write)) || !refuse(session, write);
    }

    private static boolean isDone(MutationQuery statement) {
        try {
            return statement.executeUpdate() == 1;
        } catch (ConstraintViolationException e) {
            if (e.getKind() != ConstraintKind.UNIQUE) {
                throw e;
            }
            // By what an earlier attempt has left, which need not have taken effect, or by somebody else's account.
            return false;
        }
    }

    /**
     * Leaves that the write was refused, so that no attempt at it from before takes effect. False, and nothing done, when
     * one has taken effect.
     */
    boolean refuse(StatelessSession session, UUID write) {
        return fill(session.createNativeMutationQuery(REFUSE), write).executeUpdate() == 1;
    }

    /** For a statement that ends in a {@link #receipt}: whoever leaves one has old ones taken away. */
    MutationQuery fill(MutationQuery query, UUID write) {
        expired.forget();
        return query.setParameter("write", write).setParameter("lasts", seconds);
    }
}
