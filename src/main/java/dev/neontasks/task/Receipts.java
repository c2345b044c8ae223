package dev.neontasks.task;

import java.util.UUID;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;

import dev.neontasks.account.CurrentAccount;

/** The statements about receipts alone. */
@Singleton
class Receipts {

    /**
     * In place of the refusal that the request goes on in spite of, or of what has expired: one that is late takes no other's
     * place. The account's row holds up whoever takes it away.
     */
    private static final String REFUSE = """
            insert into receipts (owner, write, outcome, revision, fingerprint, expires_at)
            select id, :write, :outcome, :refusal, :fingerprint, now() + :lasts * interval '1 second'
            from accounts where id = :owner and (email is null or not :ofIssuer) for key share
            on conflict (owner, write) do update set outcome = excluded.outcome, revision = excluded.revision,
                fingerprint = excluded.fingerprint, expires_at = excluded.expires_at, task = null, title = null,
                description = null, completed = null, due_on = null, created_at = null, updated_at = null
            where receipts.expires_at <= now()
                or receipts.outcome >= 400 and receipts.revision = :lifted""";

    private final CurrentAccount account;
    private final ReceiptLifetime lifetime;

    Receipts(CurrentAccount account, ReceiptLifetime lifetime) {
        this.account = account;
        this.lifetime = lifetime;
    }

    /**
     * Leaves that the write was refused, so that no attempt at it from before takes effect. False, and nothing done, when one
     * has taken effect meanwhile or was refused, its key is another write's by now, or there is no such account.
     */
    boolean refuse(StatelessSession session, String owner, Outcome outcome, WriteIntent intent) {
        return session.createNativeMutationQuery(REFUSE).setParameter("owner", owner).setParameter("write", intent.write())
                .setParameter("outcome", outcome.status()).setParameter("refusal", intent.refusal())
                .setParameter("lifted", intent.lifted().orElse(null), UUID.class)
                .setParameter("fingerprint", intent.fingerprint(), byte[].class)
                .setParameter("lasts", lifetime.seconds(intent)).setParameter("ofIssuer", account.isOfIssuer())
                .executeUpdate() == 1;
    }
}
