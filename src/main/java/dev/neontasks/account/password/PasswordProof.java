package dev.neontasks.account.password;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/**
 * Hashes passwords and compares them, on the threads that are for it. Fails as they do when too many wait for
 * that.
 */
@Singleton
public class PasswordProof {

    private final Passwords passwords;
    private final GuessedPasswords guessed;
    private final HashingThreads hashing;

    PasswordProof(Passwords passwords, GuessedPasswords guessed, HashingThreads hashing) {
        this.passwords = passwords;
        this.guessed = guessed;
        this.hashing = hashing;
    }

    /**
     * The same for a new one. Fails with {@link WeakPassword}, about {@code field}, when it is guessed soon.
     *
     * @param email of whose it is to be
     */
    public Uni<String> hashNew(String field, String password, String email, Claimant claimant) {
        return hashing.run(claimant, () -> {
            guessed.fault(password, email).ifPresent(fault -> {
                throw new WeakPassword(field, fault);
            });
            return passwords.hash(password);
        });
    }

    public Uni<String> hash(String password, Claimant claimant) {
        return hashing.run(claimant, () -> passwords.hash(password));
    }

    /** Whether {@code hash} has other parameters than one that is made today. */
    public boolean isOutdated(String hash) {
        return !passwords.isOfToday(hash);
    }

    /** Whether {@code hash} was made of {@code password}: never when there is none, but after the same work. */
    public Uni<Boolean> matches(String password, Optional<String> hash, Claimant claimant) {
        var compared = hash.orElseGet(passwords::hashOfNobody);
        return hashing.run(claimant, () -> passwords.matches(password, compared) && hash.isPresent());
    }
}
