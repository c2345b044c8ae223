package dev.neontasks.account;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

import dev.neontasks.account.token.TokenSettings;

/** With an outside issuer there is nothing at the paths of signing up and in. */
@Provider
@PreMatching
public class OutsideIssuerFilter implements ContainerRequestFilter {

    /** A filter is made at build, which knows no variables. */
    private final Instance<TokenSettings> settings;

    OutsideIssuerFilter(Instance<TokenSettings> settings) {
        this.settings = settings;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!settings.get().hasOwnAccounts() && request.getUriInfo().getRequestUri().getPath().startsWith("/api/auth/")) {
            throw new NotFoundException();
        }
    }
}
