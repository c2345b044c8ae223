package dev.neontasks.account;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

import dev.neontasks.account.token.TokenSettings;

/** With an outside issuer there is nothing at the paths of signing up and in, and nothing of an account can be changed here. */
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
        if (!settings.get().hasOwnAccounts() && isOfOwnAccounts(request)) {
            throw new NotFoundException();
        }
    }

    private static boolean isOfOwnAccounts(ContainerRequestContext request) {
        // As it is matched: without what climbs, and whether or not a slash ends it.
        var path = request.getUriInfo().getPath().replaceFirst("/+$", "");
        return path.startsWith("/api/auth/") || path.equals("/api/me/password") || path.startsWith("/api/me/sessions")
                || path.equals("/api/me") && request.getMethod().equals(HttpMethod.PATCH);
    }
}
