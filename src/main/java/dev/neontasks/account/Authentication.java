package dev.neontasks.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;

import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.Admission;

/** The ways in and out: signing up, signing in, going on, and signing out. Callers say from which address they come. */
@Singleton
class Authentication {

    /** What the caller is told, and what its browser keeps. */
    record SignedIn(Session session, RefreshToken token, Instant expiresAt) {
    }

    private static final Logger LOG = Logger.getLogger(Authentication.class);

    private final Accounts accounts;
    private final RefreshSessions sessions;
    private final PasswordProof proof;
    private final AccessTokens tokens;
    private final Limits limits;
    private final Admission admission;
    private final Clock clock;

    Authentication(Accounts accounts, RefreshSessions sessions, PasswordProof proof, AccessTokens tokens, Limits limits,
            Admission admission, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.proof = proof;
        this.tokens = tokens;
        this.limits = limits;
        this.admission = admission;
        this.clock = clock;
    }

    /** Fails with {@link EmailTaken} and {@link TooManyRequests}. */
    Uni<SignedIn> signUp(NewAccount wanted, String address) {
        limits.signUp(address);
        var asked = admission.now();
        return proof.hash(wanted.password()).chain(hash -> {
            var account = new Account(Ids.next().toString(), wanted.email(), wanted.name(), hash, now());
            var token = RefreshToken.first();
            var session = new RefreshSession(account, token, now());
            return admission.run(address, asked, () -> {
                accounts.add(account);
                sessions.add(session);
                return signedIn(account, token, session.expiresAt);
            });
        });
    }

    /**
     * Fails with {@link Unauthenticated}: the same, after the same work, for an unknown e-mail and a wrong password. Fails with
     * {@link TooManyRequests} after too many of these.
     */
    Uni<SignedIn> signIn(Credentials offered, String address) {
        var asked = admission.now();
        // No connection is kept while the password is hashed.
        var found = admission.run(address, asked, () -> accounts.byEmail(offered.email()));
        var proven = limits.signIn(offered.email(), address,
                found.chain(account -> proof.of(account, offered.password(), "Wrong e-mail or password.")));
        return proven.chain(account -> admission.run(address, asked, begin(account))
                .invoke(() -> renewHash(account, offered.password(), address)));
    }

    /** Beside the answer, which it neither delays nor spoils: the next sign-in tries again. */
    private void renewHash(Account account, String password, String address) {
        if (proof.isOutdated(account)) {
            proof.hash(password).chain(hash -> admission.run(address, () -> accounts.replaceHash(account, hash))).subscribe()
                    .with(done -> {
                    }, failure -> LOG.debugf("A password was not hashed anew: %s", failure.getMessage()));
        }
    }

    private Supplier<SignedIn> begin(Account account) {
        var token = RefreshToken.first();
        var session = new RefreshSession(account, token, now());
        return () -> {
            sessions.add(session);
            sessions.forgetExpired(session.rotatedAt);
            return signedIn(account, token, session.expiresAt);
        };
    }

    /** Fails with {@link Unauthenticated} when the token continues nothing. */
    Uni<SignedIn> refresh(Optional<RefreshToken> offered, String address) {
        var token = offered.orElseThrow(Authentication::signInAgain);
        var seed = RefreshToken.random();
        var asked = now();
        return admission.run(address, () -> sessions.renew(token, seed, asked, now())
                .map(renewed -> signedIn(renewed.account(), renewed.token(), renewed.expiresAt()))
                .orElseThrow(Authentication::signInAgain));
    }

    Uni<Void> signOut(Optional<RefreshToken> offered, String address) {
        return offered.map(RefreshToken::session).map(session -> admission.run(address, () -> sessions.end(session))
                .replaceWithVoid()).orElseGet(() -> Uni.createFrom().voidItem());
    }

    private SignedIn signedIn(Account account, RefreshToken token, Instant expiresAt) {
        return new SignedIn(Session.of(account, tokens.issue(account.id())), token, expiresAt);
    }

    /** In milliseconds, as in answers: what is read back later is what was answered first. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Unauthenticated signInAgain() {
        return new Unauthenticated("Sign in again.");
    }
}
