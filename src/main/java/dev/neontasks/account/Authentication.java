package dev.neontasks.account;

import static dev.neontasks.security.SecurityEvent.*;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.hibernate.StatelessSession;

import io.smallrye.mutiny.Uni;

import dev.neontasks.account.password.Claimant;
import dev.neontasks.account.password.PasswordProof;
import dev.neontasks.account.password.WeakPassword;
import dev.neontasks.account.token.AccessTokens;
import dev.neontasks.api.Ids;
import dev.neontasks.api.TooManyRequests;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityLog;

/** The ways in and out: signing up, signing in, going on, and signing out. Callers say from which address they come. */
@Singleton
class Authentication {

    /** What the caller is told, and what its browser keeps. */
    record SignedIn(Session session, RefreshToken token, Instant expiresAt) {
    }

    private final Beginnings beginnings;
    private final RefreshSessions sessions;
    private final PasswordProof proof;
    private final HashRenewal renewal;
    private final AccessTokens tokens;
    private final Limits limits;
    private final RefreshLimit refreshLimit;
    private final RefreshTokens refreshTokens;
    private final Notices notices;
    private final SecurityLog log;
    private final Admission admission;
    private final Clock clock;

    Authentication(Beginnings beginnings, RefreshSessions sessions, PasswordProof proof, HashRenewal renewal,
            AccessTokens tokens, Limits limits, RefreshLimit refreshLimit, RefreshTokens refreshTokens, Notices notices,
            SecurityLog log, Admission admission, Clock clock) {
        this.beginnings = beginnings;
        this.sessions = sessions;
        this.proof = proof;
        this.renewal = renewal;
        this.tokens = tokens;
        this.limits = limits;
        this.refreshLimit = refreshLimit;
        this.refreshTokens = refreshTokens;
        this.notices = notices;
        this.log = log;
        this.admission = admission;
        this.clock = clock;
    }

    /** Fails with {@link EmailTaken}, {@link WeakPassword} and {@link TooManyRequests}. */
    Uni<SignedIn> signUp(NewAccount wanted, Optional<String> browser, String address) {
        limits.signUp(address);
        var asked = admission.now();
        return limits.hashing(address, proof.hashNew("password", wanted.password(), wanted.email(),
                new Claimant(wanted.email(), address))).chain(hash -> {
                    var account = new Account(Ids.next().toString(), wanted.email(), wanted.name(), hash, now());
                    var token = refreshTokens.first(Ids.next());
                    var session = new RefreshSession(account, token, browser, now());
                    return admission.run(Asker.stranger(address), asked, database -> {
                        beginnings.signUp(database, session);
                        return signedIn(account, token, session.expiresAt);
                    }).invoke(() -> log.tell(SIGNED_UP, address, account.accountId()));
                }).onFailure(EmailTaken.class).invoke(() -> log.tell(SIGN_UP_TAKEN, address));
    }

    /**
     * Fails with {@link Unauthenticated}: the same, after the same work, for an unknown e-mail and a wrong password. Fails with
     * {@link TooManyRequests} after too many of these.
     *
     * @param device the browser it comes from, when that has signed in to this account before
     * @param browser in words
     */
    Uni<SignedIn> signIn(Credentials offered, Optional<Device> device, Optional<String> browser, String address) {
        var asked = admission.now();
        // No connection is kept while the password is hashed.
        var found = admission.run(Asker.stranger(address), asked, database -> new Accounts_(database).byEmail(offered.email()));
        var proven = device.map(known -> inKnown(known, offered, found, address))
                .orElseGet(() -> limits.signIn(offered.email(), address,
                        found.chain(account -> prove(account, offered, address))));
        return proven.invoke(account -> requireEnabled(account, address))
                .chain(account -> admission.run(Asker.account(account.accountId()), asked, begin(account, browser))
                        .invoke(() -> {
                            log.tell(SIGNED_IN, address, account.accountId());
                            renewal.renew(account, offered.password(), address);
                        }));
    }

    /** In a browser that knows an account of the address: that may have been another one, which is gone. */
    private Uni<Account> inKnown(Device device, Credentials offered, Uni<Optional<Account>> found, String address) {
        return limits.signIn(offered.email(), device.id(), address, found.chain(account -> {
            if (account.filter(known -> device.isOf(known.accountId())).isEmpty()) {
                throw new ForeignDevice(account);
            }
            return prove(account, offered, address);
        })).onFailure(ForeignDevice.class).recoverWithUni(foreign -> Uni.createFrom().deferred(() -> limits
                .signIn(offered.email(), address, prove(foreign.found(), offered, address))));
    }

    private Uni<Account> prove(Optional<Account> account, Credentials offered, String address) {
        return proof.matches(offered.password(), account.map(Account::passwordHash), new Claimant(offered.email(), address))
                .map(matches -> account.filter(known -> matches)
                        .orElseThrow(() -> new Unauthenticated("Wrong e-mail or password.")))
                .onFailure(Unauthenticated.class).invoke(() -> tellFailed(account, address));
    }

    /** Only who knows the password is told. */
    private void requireEnabled(Account account, String address) {
        if (account.isDisabled()) {
            log.tell(SIGN_IN_DISABLED, address, account.accountId());
            throw CurrentAccount.disabled();
        }
    }

    /** The log may tell what the answer may not. */
    private void tellFailed(Optional<Account> account, String address) {
        account.ifPresentOrElse(known -> log.tell(SIGN_IN_WRONG_PASSWORD, address, known.accountId()),
                () -> log.tell(SIGN_IN_UNKNOWN_ACCOUNT, address));
    }

    private Function<StatelessSession, SignedIn> begin(Account account, Optional<String> browser) {
        var token = refreshTokens.first(Ids.next());
        var session = new RefreshSession(account, token, browser, now());
        return database -> {
            beginnings.signIn(database, session);
            sessions.forgetExpired(database, session.rotatedAt);
            return signedIn(account, token, session.expiresAt);
        };
    }

    /** Fails with {@link Unauthenticated} when the token continues nothing, and {@link TooManyRequests} after too many such. */
    Uni<SignedIn> refresh(Optional<RefreshToken> offered, String address) {
        var token = offered.orElseThrow(Authentication::signInAgain);
        var random = RefreshToken.random();
        var asked = now();
        var robbed = new AtomicReference<Optional<Account>>(Optional.empty());
        return refreshLimit
                .of(token, address,
                        who -> admission.run(who, database -> sessions.renew(database, token, random, asked, now(), robbed::set)
                                .map(renewed -> signedIn(renewed.account(), renewed.token(), renewed.expiresAt()))
                                .orElseThrow(Authentication::signInAgain)))
                // Of whoever the first run has found: a second one may find that it was done.
                .onTermination().invoke(() -> robbed.get().ifPresent(account -> {
                    log.tell(REFRESH_REUSED, address, account.accountId());
                    notices.tokenReused(account);
                }));
    }

    /**
     * Ends the session of its current token or the one before. Any other ends nothing: one of long ago is
     * judged when somebody goes on with it. Fails with {@link TooManyRequests} after too many of these.
     */
    Uni<Void> signOut(Optional<RefreshToken> offered, String address) {
        return offered
                .map(token -> refreshLimit.of(token, address, who -> admission.run(who, leave(token)))
                        .invoke(account -> log.tell(SESSION_ENDED, address, account.accountId())).replaceWithVoid()
                        .onFailure(Unauthenticated.class).recoverWithNull())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** What the first run has found is ended by the second, whatever others have made of it in between. */
    private Function<StatelessSession, Account> leave(RefreshToken token) {
        var leaving = new AtomicReference<Optional<Account>>(Optional.empty());
        return database -> {
            var found = leaving.updateAndGet(known -> known.or(() -> sessions.owner(database, token)));
            var account = found.orElseThrow(Authentication::signInAgain);
            sessions.end(database, token.session());
            return account;
        };
    }

    private SignedIn signedIn(Account account, RefreshToken token, Instant expiresAt) {
        return new SignedIn(Session.of(account, tokens.issue(account.accountId(), token.session())), token, expiresAt);
    }

    /** In milliseconds, as in answers: what is read back later is what was answered first. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Unauthenticated signInAgain() {
        return new Unauthenticated("Sign in again.");
    }
}
