package dev.neontasks.account;

import java.util.function.Function;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.mail.Letters;
import dev.neontasks.mail.Mail;
import dev.neontasks.mail.Outbox;

/** Tells an account's owner by mail what was done to it, where mail is sent: whether or not it was they who did it. */
@Singleton
class Notices {

    private static final Logger LOG = Logger.getLogger(Notices.class);

    private final Letters letters;
    private final Outbox outbox;
    private final MailLimits limits;
    private final Admission admission;

    Notices(Letters letters, Outbox outbox, MailLimits limits, Admission admission) {
        this.letters = letters;
        this.outbox = outbox;
        this.limits = limits;
        this.admission = admission;
    }

    void passwordChanged(Account account) {
        post(account, letters::passwordChanged);
    }

    /** @param before as it was */
    void emailChanged(Account before) {
        post(before, letters::changed);
    }

    void tokenReused(Account account) {
        post(account, letters::tokenReused);
    }

    /** Looks for the address beside the answer, which that neither delays nor spoils. */
    void sessionsEnded(String account) {
        if (outbox.isOpen()) {
            admission.run(Asker.account(account), session -> new Accounts_(session).byId(account)).subscribe()
                    .with(found -> found.ifPresent(known -> post(known, letters::sessionsEnded)),
                            failure -> LOG.debugf("Nobody was told of sessions that were ended: %s", failure.getMessage()));
        }
    }

    private void post(Account account, Function<String, Mail> letter) {
        var email = account.email();
        if (!outbox.isOpen() || email == null) {
            return;
        }
        try {
            limits.notice(account.accountId());
        } catch (TooManyRequests e) {
            LOG.warnf("An account's owner is not told by mail of what the security log has: %d in an hour are enough",
                    MailLimits.NOTICES.count());
            return;
        }
        outbox.post(letter.apply(email));
    }
}
