package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.*;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;

import io.smallrye.mutiny.Uni;

import dev.neontasks.account.password.Claimant;
import dev.neontasks.account.password.PasswordProof;
import dev.neontasks.account.password.WeakPassword;
import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityLog;

/** Gives an account another password for a link that was handed out to its owner, and ends all its sessions. */
@Singleton
class PasswordReset {

    /** As the links say what they are for. */
    static final String PURPOSE = "reset";

    private final AccountWrites writes;
    private final PasswordProof proof;
    private final Limits limits;
    private final Notices notices;
    private final SecurityLog log;
    private final Admission admission;

    PasswordReset(AccountWrites writes, PasswordProof proof, Limits limits, Notices notices, SecurityLog log,
            Admission admission) {
        this.writes = writes;
        this.proof = proof;
        this.limits = limits;
        this.notices = notices;
        this.log = log;
        this.admission = admission;
    }

    /**
     * Fails with {@link Unauthenticated} when the link was used, is too old, or was never handed out, and with
     * {@link TooManyRequests} after too many such. A {@link WeakPassword} leaves the link as it is.
     */
    Uni<Void> confirm(NewPasswordByLink wanted, String address) {
        var token = LinkToken.parse(wanted.token()).orElseThrow(PasswordReset::notGood);
        var write = Ids.next();
        var asked = admission.now();
        var found = limits.link(address, admission.run(Asker.stranger(address), asked, session -> find(session, token)));
        return found.chain(account -> limits
                .hashing(address, proof.hashNew("newPassword", wanted.newPassword(), String.valueOf(account.email()),
                        new Claimant(account.accountId(), address)))
                .chain(hash -> admission.run(Asker.account(account.accountId()), asked, session -> {
                    if (!writes.resetPassword(session, account.accountId(), token.hash(), hash, write)) {
                        throw notGood();
                    }
                    return account;
                })))
                .invoke(account -> {
                    log.tell(PASSWORD_RESET, address, account.accountId());
                    notices.passwordChanged(account);
                }).replaceWithVoid();
    }

    private Account find(StatelessSession session, LinkToken token) {
        return new AccountLinks_(session).find(token.hash(), PURPOSE, admission.now()).map(link -> link.account)
                .filter(account -> !account.isDisabled()).orElseThrow(PasswordReset::notGood);
    }

    static Unauthenticated notGood() {
        return new Unauthenticated("This link was used, or is too old. Ask for another one.");
    }
}
