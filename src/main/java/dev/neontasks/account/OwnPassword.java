package dev.neontasks.account;

import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.neontasks.account.password.Claimant;
import dev.neontasks.account.password.PasswordProof;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityEvent;
import dev.neontasks.security.SecurityLog;

/** Asks the caller for their password once more, where a stolen token alone is to change nothing. */
@Singleton
class OwnPassword {

    private final CurrentSession current;
    private final PasswordProof proof;
    private final SecurityLog log;
    private final Admission admission;

    OwnPassword(CurrentSession current, PasswordProof proof, SecurityLog log, Admission admission) {
        this.current = current;
        this.proof = proof;
        this.log = log;
        this.admission = admission;
    }

    /**
     * The session of the caller, with its account. Fails with {@link Unauthenticated} when that is over, or the password
     * another one, of which {@code wrong} is told. No connection is kept while the password is hashed.
     */
    Uni<RefreshSession> prove(String password, Claimant claimant, Instant asked, SecurityEvent wrong) {
        return admission.run(Asker.account(claimant.account()), asked, current::get)
                .chain(present -> proof.matches(password, Optional.ofNullable(present.account.passwordHash()), claimant)
                        .map(matches -> {
                            if (!matches) {
                                log.tell(wrong, claimant.address(), claimant.account());
                                throw wrong();
                            }
                            return present;
                        }));
    }

    static Unauthenticated wrong() {
        return new Unauthenticated("Wrong password.");
    }
}
