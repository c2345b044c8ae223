package dev.neontasks.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.hibernate.StatelessSession;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;

import dev.neontasks.account.token.AccessTokens;
import dev.neontasks.account.token.TokenSettings;

/** Whose account the request's token is for. */
@ApplicationScoped
public class CurrentAccount {

    private final SecurityIdentity identity;
    private final DeletedAccounts deleted;
    private final TokenSettings settings;
    private final Clock clock;

    CurrentAccount(SecurityIdentity identity, DeletedAccounts deleted, TokenSettings settings, Clock clock) {
        this.identity = identity;
        this.deleted = deleted;
        this.settings = settings;
        this.clock = clock;
    }

    /** The id in the verified token. Throws {@link Unauthenticated} when there is none. */
    public String id() {
        return token().orElseThrow(() -> new Unauthenticated("A valid access token is needed.")).getSubject();
    }

    /**
     * In which session the token was given. Throws {@link Unauthenticated} when it names none, as one of before there were
     * such names: the next one does.
     */
    UUID sessionId() {
        try {
            return token().map(token -> token.<Object> getClaim(AccessTokens.SESSION)).map(String::valueOf)
                    .map(UUID::fromString)
                    .orElseThrow(CurrentAccount::over);
        } catch (IllegalArgumentException e) {
            throw over();
        }
    }

    /** What is kept of {@link #id} when the account is gone. */
    public byte[] idHash() {
        return DeletedAccounts.hash(id());
    }

    /** When the token was, by its issuer's clock, in whole seconds. */
    public Instant issued() {
        return Instant.ofEpochSecond(token().orElseThrow().getIssuedAtTime());
    }

    /**
     * Whether it is an outside issuer's: then it is one without e-mail address. An account that signed up here has one, and is
     * none of an issuer's whose token has its id as subject.
     */
    public boolean isOfIssuer() {
        return !settings.hasOwnAccounts();
    }

    /** As its owner sees it. Throws {@link Unauthenticated} when the account is gone, though its token is still good. */
    public User user(StatelessSession session) {
        return isOfIssuer() ? User.of(account(session), token().orElseThrow()) : User.of(account(session));
    }

    /**
     * For a write that has found no account: makes that of an outside issuer's token. One of our own that is not there is gone,
     * and so is one that was deleted after its token was issued, though it may have appeared again by a later one:
     * {@link Unauthenticated}. So is one of the other kind.
     */
    public void appear(StatelessSession session) {
        appeared(session);
    }

    Account account(StatelessSession session) {
        return new Accounts_(session).byId(id()).map(this::ofItsKind).orElseGet(() -> appeared(session));
    }

    private Account ofItsKind(Account account) {
        if ((account.email() == null) != isOfIssuer()) {
            throw ofAnotherKind();
        } else if (account.isDisabled()) {
            throw disabled();
        }
        return account;
    }

    static Unauthenticated disabled() {
        return new Unauthenticated("This account is disabled. Ask whoever runs this service.");
    }

    static Unauthenticated over() {
        return new Unauthenticated("The session of this token is over.");
    }

    static Unauthenticated ofAnotherKind() {
        return new Unauthenticated("This account is not one of the token's issuer.");
    }

    private Account appeared(StatelessSession session) {
        var there = isOfIssuer()
                ? deleted.appear(session, id(), issued(), clock.instant().truncatedTo(ChronoUnit.MILLIS))
                : new Accounts_(session).byId(id());
        return there.map(this::ofItsKind)
                .orElseThrow(CurrentAccount::gone);
    }

    static Unauthenticated gone() {
        return new Unauthenticated("The account of this token is gone.");
    }

    /** Nothing without a token, and nothing with a bad one, which public paths ignore. */
    private Optional<JsonWebToken> token() {
        try {
            return identity.getPrincipal() instanceof JsonWebToken token ? Optional.of(token) : Optional.empty();
        } catch (AuthenticationFailedException e) {
            return Optional.empty();
        }
    }
}
