package dev.neontasks.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;

/** Whose account the request's token is for. */
@ApplicationScoped
public class CurrentAccount {

    private final SecurityIdentity identity;
    private final Accounts accounts;
    private final DeletedAccounts deleted;
    private final TokenSettings settings;
    private final Clock clock;

    CurrentAccount(SecurityIdentity identity, Accounts accounts, DeletedAccounts deleted,
            TokenSettings settings, Clock clock) {
        this.identity = identity;
        this.accounts = accounts;
        this.deleted = deleted;
        this.settings = settings;
        this.clock = clock;
    }

    /** The id in the verified token. Throws {@link Unauthenticated} when there is none. */
    public String id() {
        return token().orElseThrow(() -> new Unauthenticated("A valid access token is needed.")).getSubject();
    }

    /** As its owner sees it. Throws {@link Unauthenticated} when the account is gone, though its token is still good. */
    public User user() {
        return settings.hasOwnAccounts() ? User.of(account()) : User.of(account(), token().orElseThrow());
    }

    /**
     * For a write that has found no account: makes that of an outside issuer's token. One of our own that is not there is gone,
     * and so is one that was deleted after its token was issued: {@link Unauthenticated}.
     */
    public void appear() {
        appeared();
    }

    Account account() {
        return accounts.byId(id()).orElseGet(this::appeared);
    }

    private Account appeared() {
        if (!settings.hasOwnAccounts()) {
            var issued = Instant.ofEpochSecond(token().orElseThrow().getIssuedAtTime());
            deleted.appear(id(), issued, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }
        return accounts.byId(id()).orElseThrow(() -> new Unauthenticated("The account of this token is gone."));
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
