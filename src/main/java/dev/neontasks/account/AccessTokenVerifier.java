package dev.neontasks.account;

import java.time.Clock;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator.Error;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;

/**
 * Accepts a token that one of our keys has signed, with that key's own algorithm, that is for us, of now, and of somebody. In
 * place of SmallRye's own factory, which takes a token without {@code kid} or from the future, and asks no clock but the
 * system's.
 */
@Singleton
@Alternative
@Priority(1)
class AccessTokenVerifier extends JWTCallerPrincipalFactory {

    private static final int CLOCK_SKEW_SECONDS = 5;

    private final TokenSettings settings;
    private final Clock clock;

    AccessTokenVerifier(TokenSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        try {
            var consumer = new JwtConsumerBuilder()
                    .setVerificationKeyResolver(settings.acceptedKeys())
                    .setJwsAlgorithmConstraints(settings.acceptedKeys().algorithms())
                    .setExpectedIssuer(settings.issuer()).setExpectedAudience(settings.audience()).setRequireSubject()
                    .setRequireExpirationTime().setRequireIssuedAt().setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                    .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .build();
            return new DefaultJWTCallerPrincipal(token, "JWT", consumer.processToClaims(token));
        } catch (InvalidJwtException e) {
            // Without its cause, whose messages hold the token: it may be refused here and still be good elsewhere.
            throw new ParseException("Not an access token of ours: error codes "
                    + e.getErrorDetails().stream().map(Error::getErrorCode).toList());
        }
    }
}
