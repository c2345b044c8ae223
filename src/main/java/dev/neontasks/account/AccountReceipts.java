package dev.neontasks.account;

import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;
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

    private static final String REFUSE = COLUMNS + "values (" + VALUES.formatted(409) + ") on conflict do nothing";

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
     * Leaves that the write was refused, so that no attempt at it from before takes effect. False, and nothing done, when
     * one has taken effect.
     */
    boolean refuse(StatelessSession session, UUID write) {
        return fill(session.createNativeMutationQuery(REFUSE), write).executeUpdate() == 1;
    }

    /** How long they stay. */
    long seconds() {
        return seconds;
    }

    /** For a statement that ends in a {@link #receipt}: whoever leaves one has old ones taken away. */
    MutationQuery fill(MutationQuery query, UUID write) {
        expired.forget();
        return query.setParameter("write", write).setParameter("lasts", seconds);
    }
}
