package dev.neontasks.account;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/** Hashes passwords and compares them, on the threads that are for it. Fails as they do when too many wait for that. */
@Singleton
class PasswordProof {

    private final Passwords passwords;
    private final HashingThreads hashing;

    PasswordProof(Passwords passwords, HashingThreads hashing) {
        this.passwords = passwords;
        this.hashing = hashing;
    }

    Uni<String> hash(String password) {
        return hashing.run(() -> passwords.hash(password));
    }

    /** Whether its hash has other parameters than one that is made today. */
    boolean isOutdated(Account account) {
        return Optional.ofNullable(account.passwordHash()).filter(hash -> !passwords.isOfToday(hash)).isPresent();
    }

    /**
     * The account, if the password is its. Fails with {@link Unauthenticated}, after the same work when there is no account.
     */
    Uni<Account> of(Optional<Account> account, String password, String otherwise) {
        var hash = account.map(Account::passwordHash).orElseGet(passwords::hashOfNobody);
        return hashing.run(() -> passwords.matches(password, hash))
                .map(matches -> account.filter(found -> matches).orElseThrow(() -> new Unauthenticated(otherwise)));
    }
}
