package dev.neontasks.account.token;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;

/**
 * Says whose a token is, in the thread that asks: what waits to be verified would be memory for whoever sends many that are not
 * ours, while a connection of which nothing is read costs none. A token whose key is still to be asked for at an outside issuer
 * waits on a worker thread; no more than {@value #MOST_WAITING} do at once.
 */
@Singleton
class AccessTokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {

    private static final int MOST_WAITING = 64;

    private final AccessTokenVerifier verifier;
    private final AtomicInteger waiting = new AtomicInteger();

    AccessTokenIdentities(AccessTokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public int priority() {
        // In place of Quarkus' own.
        return IdentityProvider.super.priority() + 1;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        var token = withoutBlanks(request.getToken().getToken());
        try {
            var known = verifier.parseAtOnce(token);
            return known.isPresent() ? Uni.createFrom().item(identity(known.get())) : askFor(token, context);
        } catch (ParseException e) {
            return Uni.createFrom().failure(new AuthenticationFailedException(e));
        }
    }

    /** More than one may stand between {@code Bearer} and the token: RFC 9110, section 11.4. */
    private static String withoutBlanks(String token) {
        var start = 0;
        while (start < token.length() && token.charAt(start) == ' ') {
            start++;
        }
        return token.substring(start);
    }

    /** Waits, and counts as waiting, from when somebody subscribes. */
    private Uni<SecurityIdentity> askFor(String token, AuthenticationRequestContext context) {
        return Uni.createFrom().deferred(() -> parsed(token, context));
    }

    private Uni<SecurityIdentity> parsed(String token, AuthenticationRequestContext context) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Uni.createFrom().failure(new AuthenticationFailedException("Too many tokens with unknown keys wait"));
        }
        return context.runBlocking(() -> parse(token)).onTermination().invoke(waiting::decrementAndGet);
    }

    private SecurityIdentity parse(String token) {
        try {
            return identity(verifier.parse(token, null));
        } catch (ParseException e) {
            throw new AuthenticationFailedException(e);
        }
    }

    private static SecurityIdentity identity(JWTCallerPrincipal principal) {
        return QuarkusSecurityIdentity.builder().setPrincipal(principal).build();
    }
}
