package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.*;

import java.time.Instant;
import java.util.Optional;

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
    private final CurrentSession currentSession;
    private final AccountWrites writes;
    private final PasswordProof proof;
    private final Limits limits;
    private final SecurityLog log;
    private final Admission admission;

    PasswordChange(CurrentAccount current, CurrentSession currentSession, AccountWrites writes, PasswordProof proof,
            Limits limits, SecurityLog log, Admission admission) {
        this.current = current;
        this.currentSession = currentSession;
        this.writes = writes;
        this.proof = proof;
        this.limits = limits;
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
        return limits.passwordChange(id, address, prove(wanted.password(), claimant, asked))
                .chain(present -> limits.hashing(address, proof.hashNew("newPassword", wanted.newPassword(),
                        String.valueOf(present.account.email()), claimant))
                        .chain(hash -> admission.run(Asker.account(id), asked, session -> {
                            if (!writes.changePassword(session, present, hash, write)) {
                                throw wrongPassword();
                            }
                            return id;
                        })))
                .invoke(() -> log.tell(PASSWORD_CHANGED, address, id)).replaceWithVoid();
    }

    private Uni<RefreshSession> prove(String password, Claimant claimant, Instant asked) {
        return admission.run(Asker.account(claimant.account()), asked, currentSession::get)
                .chain(present -> proof.matches(password, Optional.ofNullable(present.account.passwordHash()), claimant)
                        .map(matches -> {
                            if (!matches) {
                                log.tell(PASSWORD_CHANGE_WRONG_PASSWORD, claimant.address(), claimant.account());
                                throw wrongPassword();
                            }
                            return present;
                        }));
    }

    private static Unauthenticated wrongPassword() {
        return new Unauthenticated("Wrong password.");
    }
}
