package dev.neontasks.account;

import jakarta.inject.Singleton;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.mutiny.Uni;

/**
 * Accepts tokens that were verified before, at once and in the thread that asks. All others it leaves to Quarkus' own provider,
 * which verifies them on a worker thread.
 */
@Singleton
class RememberedTokens implements IdentityProvider<TokenAuthenticationRequest> {

    private final AccessTokenVerifier verifier;

    RememberedTokens(AccessTokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public int priority() {
        // Before the others.
        return IdentityProvider.super.priority() + 1;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return Uni.createFrom().optional(verifier.remembered(request.getToken().getToken()).map(RememberedTokens::identity));
    }

    private static SecurityIdentity identity(JWTCallerPrincipal principal) {
        return QuarkusSecurityIdentity.builder().setPrincipal(principal).build();
    }
}
