package dev.neontasks.account;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

import dev.neontasks.account.token.TokenSettings;
import dev.neontasks.api.Routes;

/** With an outside issuer there is nothing where {@link OfOwnAccounts resources of own accounts} would answer. */
@Provider
@PreMatching
public class OutsideIssuerFilter implements ContainerRequestFilter, ContainerResponseFilter {

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

    /** Whoever is told which methods a path takes is told of none of theirs. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var told = response.getHeaderString(HttpHeaders.ALLOW);
        if (told != null && !settings.get().hasOwnAccounts()) {
            var there = there(request);
            response.getHeaders().putSingle(HttpHeaders.ALLOW, Arrays.stream(told.split(", "))
                    .filter(method -> Optional.ofNullable(there.get(method)).filter(OutsideIssuerFilter::isOfOwnAccounts)
                            .isEmpty())
                    .collect(Collectors.joining(", ")));
        }
    }

    private static Map<String, Class<?>> there(ContainerRequestContext request) {
        return Routes.at(Routes.path(request.getUriInfo()));
    }

    private static boolean isOfOwnAccounts(ContainerRequestContext request) {
        var there = there(request);
        var serving = there.get(request.getMethod());
        return serving != null ? isOfOwnAccounts(serving)
                : !there.isEmpty() && there.values().stream().allMatch(OutsideIssuerFilter::isOfOwnAccounts);
    }

    private static boolean isOfOwnAccounts(Class<?> resource) {
        return OfOwnAccounts.class.isAssignableFrom(resource);
    }
}
