package dev.neontasks.account;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import jakarta.inject.Singleton;

import dev.neontasks.api.Ids;

/** The two ways in: signing up and signing in. */
@Singleton
class Authentication {

    private final Accounts accounts;
    private final Passwords passwords;
    private final AccessTokens tokens;
    private final Clock clock;

    Authentication(Accounts accounts, Passwords passwords, AccessTokens tokens, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Throws {@link EmailTaken}. */
    Session signUp(NewAccount wanted) {
        // Milliseconds, as in answers: what is read back later is what was answered first.
        var account = new Account(Ids.next().toString(), wanted.email(), wanted.name(),
                passwords.hash(wanted.password()), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        accounts.add(account);
        return session(account);
    }

    /** Throws {@link Unauthenticated}: the same, after the same work, for an unknown e-mail and a wrong password. */
    Session signIn(Credentials offered) {
        var account = accounts.byEmail(offered.email());
        var hash = account.map(Account::passwordHash).orElse(Passwords.OF_NOBODY);
        var matches = passwords.matches(offered.password(), hash);
        return account.filter(found -> matches).map(this::session)
                .orElseThrow(() -> new Unauthenticated("Wrong e-mail or password."));
    }

    private Session session(Account account) {
        return Session.of(account, tokens.issue(account.id()));
    }
}
