package dev.neontasks.account;

import static dev.neontasks.account.AccountLinkWrites.CHANGE;
import static dev.neontasks.security.SecurityEvent.EMAIL_CHANGED;
import static dev.neontasks.security.SecurityEvent.EMAIL_CONFIRMED;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.mail.Letters;
import dev.neontasks.mail.Outbox;
import dev.neontasks.security.SecurityLog;

/** Has people show that an address is theirs, by a link that is mailed to it. */
@Singleton
class EmailConfirmation {

    private static final Logger LOG = Logger.getLogger(EmailConfirmation.class);

    private final CurrentAccount current;
    private final AccountLinkWrites links;
    private final Letters letters;
    private final Outbox outbox;
    private final Notices notices;
    private final Limits limits;
    private final MailLimits mailLimits;
    private final SecurityLog log;
    private final Admission admission;

    EmailConfirmation(CurrentAccount current, AccountLinkWrites links, Letters letters, Outbox outbox, Notices notices,
            Limits limits, MailLimits mailLimits, SecurityLog log, Admission admission) {
        this.current = current;
        this.links = links;
        this.letters = letters;
        this.outbox = outbox;
        this.notices = notices;
        this.limits = limits;
        this.mailLimits = mailLimits;
        this.log = log;
        this.admission = admission;
    }

    /** Beside the answer, which it neither delays nor spoils: whoever gets no mail asks for another one. */
    void afterSignUp(String id, String email) {
        if (outbox.isOpen()) {
            mail(id, email).subscribe().with(done -> {
            }, failure -> LOG.debugf("No link was made that confirms an address: %s", failure.getMessage()));
        }
    }

    /**
     * Mails the caller another link, unless their address is proved. Fails with {@link TooManyRequests} after too many, and
     * when
     * too many mails are waiting.
     */
    Uni<Void> again(String address) {
        outbox.requireRoom();
        return admission.run(Asker.account(current.id()), current::account).chain(account -> {
            var email = String.valueOf(account.email());
            mailLimits.ask(email, address);
            return mail(account.accountId(), email);
        });
    }

    private Uni<Void> mail(String id, String email) {
        var token = LinkToken.random();
        var write = Ids.next();
        return admission.run(Asker.account(id), session -> links.makeConfirmation(session, id, token.hash(), write))
                .invoke(isMade -> {
                    if (isMade) {
                        outbox.post(letters.confirmation(email, token.text()));
                    }
                }).replaceWithVoid();
    }

    /**
     * Takes the address for proved that the link was mailed to, which may make it the account's. Fails with
     * {@link Unauthenticated} when the link was used, is too old, or was never handed out, with {@link EmailTaken}, and with
     * {@link TooManyRequests} after too many links that are good for nothing.
     */
    Uni<Void> confirm(ProofOfAddress proof, String address) {
        var token = LinkToken.parse(proof.token()).orElseThrow(PasswordReset::notGood);
        var write = Ids.next();
        var asked = admission.now();
        return limits.link(address, admission.run(Asker.stranger(address), asked, session -> new AccountLinks_(session)
                .findOfAddress(token.hash(), admission.now()).orElseThrow(PasswordReset::notGood)))
                .chain(link -> admission.run(Asker.account(link.account.accountId()), asked, session -> {
                    if (!links.use(session, token.hash(), write)) {
                        throw PasswordReset.notGood();
                    }
                    return link;
                })).invoke(link -> done(link, address)).replaceWithVoid();
    }

    private void done(AccountLink link, String address) {
        var isChange = link.isOf(CHANGE);
        log.tell(isChange ? EMAIL_CHANGED : EMAIL_CONFIRMED, address, link.account.accountId());
        if (isChange) {
            notices.emailChanged(link.account);
        }
    }
}
