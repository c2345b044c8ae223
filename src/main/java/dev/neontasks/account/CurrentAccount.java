package dev.neontasks.account;

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

    CurrentAccount(SecurityIdentity identity, Accounts accounts) {
        this.identity = identity;
        this.accounts = accounts;
    }

    /** The id in the verified token. Throws {@link Unauthenticated} when there is none. */
    public String id() {
        return idIfKnown().orElseThrow(() -> new Unauthenticated("A valid access token is needed."));
    }

    /** The id in the verified token; nothing without a token, and nothing with a bad one, which public paths ignore. */
    public Optional<String> idIfKnown() {
        try {
            return identity.getPrincipal() instanceof JsonWebToken token ? Optional.of(token.getSubject()) : Optional.empty();
        } catch (AuthenticationFailedException e) {
            return Optional.empty();
        }
    }

    /** Throws {@link Unauthenticated} when the account is gone, though its token is still good. */
    Account account() {
        return accounts.byId(id()).orElseThrow(() -> new Unauthenticated("The account of this token is gone."));
    }
}
