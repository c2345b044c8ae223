package dev.neontasks.account;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** With an outside issuer there is nothing at the paths of signing up and in. */
@Provider
@PreMatching
public class OwnAccountsOnly implements ContainerRequestFilter {

    private final TokenSettings settings;

    OwnAccountsOnly(TokenSettings settings) {
        this.settings = settings;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!settings.hasOwnAccounts() && request.getUriInfo().getRequestUri().getPath().startsWith("/api/auth/")) {
            throw new NotFoundException();
        }
    }
}
