package dev.neontasks.account;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.neontasks.api.Ids;
import dev.neontasks.database.Admission;

/** The two ways in: signing up and signing in. */
@Singleton
class Authentication {

    private final Accounts accounts;
    private final Admission admission;
    private final Passwords passwords;
    private final HashingThreads hashing;
    private final AccessTokens tokens;
    private final Clock clock;

    Authentication(Accounts accounts, Admission admission, Passwords passwords, HashingThreads hashing,
            AccessTokens tokens, Clock clock) {
        this.accounts = accounts;
        this.admission = admission;
        this.passwords = passwords;
        this.hashing = hashing;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Fails with {@link EmailTaken}. */
    Uni<Session> signUp(NewAccount wanted, String address) {
        return hashing.run(() -> passwords.hash(wanted.password())).chain(hash -> {
            // Milliseconds, as in answers: what is read back later is what was answered first.
            var account = new Account(Ids.next().toString(), wanted.email(), wanted.name(), hash,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return admission.run(address, () -> {
                accounts.add(account);
                return session(account);
            });
        });
    }

    /** Fails with {@link Unauthenticated}: the same, after the same work, for an unknown e-mail and a wrong password. */
    Uni<Session> signIn(Credentials offered, String address) {
        // No connection is kept while the password is hashed.
        return admission.run(address, () -> accounts.byEmail(offered.email())).chain(account -> {
            var hash = account.map(Account::passwordHash).orElse(Passwords.OF_NOBODY);
            return hashing.run(() -> passwords.matches(offered.password(), hash)).map(matches -> account
                    .filter(found -> matches).map(this::session)
                    .orElseThrow(() -> new Unauthenticated("Wrong e-mail or password.")));
        });
    }

    private Session session(Account account) {
        return Session.of(account, tokens.issue(account.id()));
    }
}
