package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.*;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.neontasks.account.password.Claimant;
import dev.neontasks.account.password.PasswordProof;
import dev.neontasks.account.password.WeakPassword;
import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityLog;

/** Gives the caller's account another password, and ends all its sessions but the one that asks. */
@Singleton
class PasswordChange {

    private final CurrentAccount current;
    private final OwnPassword password;
    private final AccountWrites writes;
    private final PasswordProof proof;
    private final Limits limits;
    private final Notices notices;
    private final SecurityLog log;
    private final Admission admission;

    PasswordChange(CurrentAccount current, OwnPassword password, AccountWrites writes, PasswordProof proof,
            Limits limits, Notices notices, SecurityLog log, Admission admission) {
        this.current = current;
        this.password = password;
        this.writes = writes;
        this.proof = proof;
        this.limits = limits;
        this.notices = notices;
        this.log = log;
        this.admission = admission;
    }

    /**
     * Fails with {@link Unauthenticated} when the present password is another one, also since a moment ago, with
     * {@link TooManyRequests} after too many such, and with {@link WeakPassword}.
     */
    Uni<Void> run(NewPassword wanted, String address) {
        var id = current.id();
        var claimant = new Claimant(id, address);
        var write = Ids.next();
        var asked = admission.now();
        // No connection is kept while passwords are hashed.
        return limits
                .passwordChange(id, address, password.prove(wanted.password(), claimant, asked, PASSWORD_CHANGE_WRONG_PASSWORD))
                .chain(present -> limits.hashing(address, proof.hashNew("newPassword", wanted.newPassword(),
                        String.valueOf(present.account.email()), claimant))
                        .chain(hash -> admission.run(Asker.account(id), asked, session -> {
                            if (!writes.changePassword(session, present, hash, write)) {
                                throw OwnPassword.wrong();
                            }
                            return present.account;
                        })))
                .invoke(account -> {
                    log.tell(PASSWORD_CHANGED, address, id);
                    notices.passwordChanged(account);
                }).replaceWithVoid();
    }
}
