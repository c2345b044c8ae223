package dev.neontasks.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;

import dev.neontasks.TestClock;

@Tag("parts")
class AccessTokenIdentitiesTest {

    private static final int MOST = 64;
    private static final TokenAuthenticationRequest REQUEST = new TokenAuthenticationRequest(
            new TokenCredential("of an unknown key", "bearer"));
    private static final AuthenticationRequestContext AT_ONCE = Uni.createFrom()::item;
    private static final AuthenticationRequestContext NEVER = AccessTokenIdentitiesTest::never;

    private final AccessTokenIdentities identities = new AccessTokenIdentities(new Unknown());

    @Test
    void countsNoneThatNobodyWaitsFor() {
        for (var i = 0; i < MOST; i++) {
            identities.authenticate(REQUEST, NEVER);
        }
        assertThatThrownBy(() -> identities.authenticate(REQUEST, AT_ONCE).await().indefinitely())
                .isInstanceOf(AuthenticationFailedException.class).hasRootCauseMessage("asked for in vain");
    }

    @Test
    void countsAsOftenAsItAsks() {
        var twice = identities.authenticate(REQUEST, AT_ONCE);
        for (var i = 0; i < 2; i++) {
            assertThatThrownBy(() -> twice.await().indefinitely()).isInstanceOf(AuthenticationFailedException.class);
        }
        for (var i = 0; i < MOST; i++) {
            assertThat(identities.authenticate(REQUEST, NEVER).subscribeAsCompletionStage()).isNotDone();
        }
        assertThat(identities.authenticate(REQUEST, NEVER).subscribeAsCompletionStage()).isCompletedExceptionally();
    }

    private static Uni<SecurityIdentity> never(Supplier<SecurityIdentity> work) {
        return Uni.createFrom().nothing();
    }

    /** Knows no key, and finds none. */
    private static final class Unknown extends AccessTokenVerifier {

        Unknown() {
            super(TokenSettings.own(SigningKey.of(Keys.ec("secp256r1")), List.of(), "us", "us"), new TestClock());
        }

        @Override
        Optional<JWTCallerPrincipal> parseAtOnce(String token) {
            return Optional.empty();
        }

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
            throw new ParseException("asked for in vain");
        }
    }
}
