package dev.neontasks.account;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

import dev.neontasks.account.token.TokenSettings;
import dev.neontasks.api.Routes;

/** With an outside issuer there is nothing where {@link OfOwnAccounts resources of own accounts} would answer. */
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
        var there = Routes.at(request.getUriInfo().getPath().replaceFirst("(?<=.)/+$", ""));
        var serving = there.get(request.getMethod());
        return serving != null ? isOfOwnAccounts(serving)
                : !there.isEmpty() && there.values().stream().allMatch(OutsideIssuerFilter::isOfOwnAccounts);
    }

    private static boolean isOfOwnAccounts(Class<?> resource) {
        return OfOwnAccounts.class.isAssignableFrom(resource);
    }
}
