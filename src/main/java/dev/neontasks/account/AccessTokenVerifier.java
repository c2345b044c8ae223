package dev.neontasks.account;

import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator.Error;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Accepts a token that one of our keys has signed, with that key's own algorithm, that is for us, of now, and of somebody. In
 * place of SmallRye's own factory, which takes a token without {@code kid} or from the future, and asks no clock but the
 * system's. A token is verified once; after that only its end is looked at, and whether its key is still accepted.
 */
@Singleton
@Alternative
@Priority(1)
class AccessTokenVerifier extends JWTCallerPrincipalFactory {

    private static final int CLOCK_SKEW_SECONDS = 5;
    private static final int REMEMBERED = 4096;

    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.EDDSA);

    /** What the database can keep as the id of an account. */
    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");

    /** @param end in seconds: when the token is refused again */
    private record Verified(JWTCallerPrincipal principal, VerificationKey key, long end) {
    }

    private final TokenSettings settings;
    private final Clock clock;
    private final Cache<String, Verified> verified = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    AccessTokenVerifier(TokenSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        var remembered = remembered(token);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        var fresh = verify(token);
        verified.put(token, fresh);
        return fresh.principal();
    }

    /** Whom {@code token} is for, if it was verified before and is still good. Waits for nothing. */
    Optional<JWTCallerPrincipal> remembered(String token) {
        return Optional.ofNullable(verified.getIfPresent(token)).filter(this::isStillGood).map(Verified::principal);
    }

    private boolean isStillGood(Verified known) {
        return clock.instant().getEpochSecond() < known.end()
                && settings.acceptedKeys().known().find(known.key().id()).filter(known.key()::equals).isPresent();
    }

    private Verified verify(String token) throws ParseException {
        try {
            var resolver = new NamedKey(settings.acceptedKeys());
            var claims = new JwtConsumerBuilder()
                    .setVerificationKeyResolver(resolver).setJwsAlgorithmConstraints(ALGORITHMS)
                    .setExpectedIssuer(settings.issuer()).setExpectedAudience(settings.audience()).setRequireSubject()
                    .setRequireExpirationTime().setRequireIssuedAt().setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                    .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .build().processToClaims(token);
            if (!SUBJECT.matcher(claims.getSubject()).matches()) {
                throw new ParseException("Not an access token of ours: its subject is no account");
            }
            return new Verified(new DefaultJWTCallerPrincipal(token, "JWT", claims), resolver.key(),
                    claims.getExpirationTime().getValue() + CLOCK_SKEW_SECONDS);
        } catch (InvalidJwtException e) {
            // Without its cause, whose messages hold the token: it may be refused here and still be good elsewhere.
            throw new ParseException("Not an access token of ours: error codes "
                    + e.getErrorDetails().stream().map(Error::getErrorCode).toList());
        } catch (MalformedClaimException e) {
            throw new ParseException("Not an access token of ours: a claim is malformed");
        }
    }
}
