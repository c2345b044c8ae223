package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.EMAIL_CHANGE_ASKED;
import static dev.neontasks.security.SecurityEvent.EMAIL_CHANGE_WRONG_PASSWORD;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;

import io.smallrye.mutiny.Uni;

import dev.neontasks.account.password.Claimant;
import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.mail.Letters;
import dev.neontasks.mail.Outbox;
import dev.neontasks.security.SecurityLog;

/** Gives the caller's account another address, once that is shown to be theirs; the one that it has is told before. */
@Singleton
class EmailChange {

    private final CurrentAccount current;
    private final OwnPassword password;
    private final AccountLinkWrites links;
    private final Letters letters;
    private final Outbox outbox;
    private final Limits limits;
    private final MailLimits mailLimits;
    private final SecurityLog log;
    private final Admission admission;

    EmailChange(CurrentAccount current, OwnPassword password, AccountLinkWrites links, Letters letters, Outbox outbox,
            Limits limits, MailLimits mailLimits, SecurityLog log, Admission admission) {
        this.current = current;
        this.password = password;
        this.links = links;
        this.letters = letters;
        this.outbox = outbox;
        this.limits = limits;
        this.mailLimits = mailLimits;
        this.log = log;
        this.admission = admission;
    }

    /**
     * Mails a link to the next address, and word of it to the present one. Fails with {@link Unauthenticated} when the password
     * is another one, with {@link EmailTaken}, with {@link TooManyRequests} after too many of these, and when too many mails
     * are
     * waiting.
     */
    Uni<Void> run(NewEmail wanted, String address) {
        var id = current.id();
        outbox.requireRoom();
        var token = LinkToken.random();
        var write = Ids.next();
        var asked = admission.now();
        return limits
                .emailChange(id, address,
                        password.prove(wanted.password(), new Claimant(id, address), asked, EMAIL_CHANGE_WRONG_PASSWORD))
                .chain(present -> {
                    mailLimits.ask(wanted.email(), address);
                    return admission.run(Asker.account(id), asked, session -> {
                        if (!links.makeChange(session, present.account, wanted.email(), token.hash(), write)) {
                            throw refusal(session, wanted.email());
                        }
                        return present.account;
                    });
                }).invoke(account -> {
                    // First: where there is room for one alone, it is for whoever may have to stop the other.
                    outbox.post(letters.changeAsked(String.valueOf(account.email())));
                    outbox.post(letters.change(wanted.email(), token.text()));
                    log.tell(EMAIL_CHANGE_ASKED, address, id);
                }).replaceWithVoid();
    }

    private static RuntimeException refusal(StatelessSession session, String email) {
        return new Accounts_(session).byEmail(email).isPresent() ? new EmailTaken() : OwnPassword.wrong();
    }
}
