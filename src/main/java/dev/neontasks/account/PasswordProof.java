package dev.neontasks.account;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.neontasks.api.TooManyRequests;

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

    /** One with today's parameters in place of {@code hash}, which has others, unless too many wait for that. */
    Uni<Optional<String>> renewed(String hash, String password) {
        return passwords.isOfToday(hash) ? Uni.createFrom().item(Optional.empty())
                : hash(password).map(Optional::of).onFailure(TooManyRequests.class).recoverWithItem(Optional.empty());
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
