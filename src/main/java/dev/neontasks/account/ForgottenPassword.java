package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.RESET_ASKED;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.mail.Letters;
import dev.neontasks.mail.Outbox;
import dev.neontasks.security.SecurityLog;

/** Mails a link that replaces a password to whoever has an account. */
@Singleton
class ForgottenPassword {

    private final AccountLinkWrites links;
    private final Letters letters;
    private final Outbox outbox;
    private final MailLimits limits;
    private final SecurityLog log;
    private final Admission admission;

    ForgottenPassword(AccountLinkWrites links, Letters letters, Outbox outbox, MailLimits limits, SecurityLog log,
            Admission admission) {
        this.links = links;
        this.letters = letters;
        this.outbox = outbox;
        this.limits = limits;
        this.log = log;
        this.admission = admission;
    }

    /**
     * Does the same work whether or not there is such an account, up to the mail, which nobody waits for. Throws
     * {@link TooManyRequests} after too many, and when too many mails are waiting.
     */
    Uni<Void> ask(Forgetful who, String address) {
        outbox.requireRoom();
        limits.ask(who.email(), address);
        var token = LinkToken.random();
        var mail = letters.reset(who.email(), token.text());
        var write = Ids.next();
        return admission
                .run(Asker.stranger(address), session -> links.makeReset(session, who.email(), token.hash(), write))
                .invoke(isThere -> {
                    if (isThere) {
                        outbox.post(mail);
                    }
                    log.tell(RESET_ASKED, address);
                }).replaceWithVoid();
    }
}
