package dev.neontasks.account;

import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.neontasks.account.password.Claimant;
import dev.neontasks.account.password.PasswordProof;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;

/** Hashes a password anew that was hashed otherwise than today, once its owner has shown it. */
@Singleton
class HashRenewal {

    private static final Logger LOG = Logger.getLogger(HashRenewal.class);

    private final PasswordProof proof;
    private final Admission admission;

    HashRenewal(PasswordProof proof, Admission admission) {
        this.proof = proof;
        this.admission = admission;
    }

    /** Beside the answer, which it neither delays nor spoils: the next sign-in tries again. */
    void renew(Account account, String password, String address) {
        Optional.ofNullable(account.passwordHash()).filter(proof::isOutdated).ifPresent(known -> proof
                .hash(password, new Claimant(account.accountId(), address))
                .chain(hash -> admission.run(Asker.account(account.accountId()),
                        database -> new Accounts_(database).replaceHash(account.accountId(), known, hash)))
                .subscribe()
                .with(done -> {
                }, failure -> LOG.debugf("A password was not hashed anew: %s", failure.getMessage())));
    }
}
