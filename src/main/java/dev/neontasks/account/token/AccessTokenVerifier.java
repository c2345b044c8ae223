package dev.neontasks.account.token;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
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

import dev.neontasks.account.token.VerifiedTokens.Verified;

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

    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.EDDSA, Ed25519Algorithm.NAME);

    /** What the database can keep as the id of an account. */
    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");

    /**
     * A token that is good with a proof of possession alone (RFC 7800), which nobody here asks for, and one that tells of an
     * event (RFC 8417): of signing out, for one.
     */
    private static final Set<String> MEANT_FOR_OTHERS = Set.of("cnf", "events");

    private final TokenSettings settings;
    private final Clock clock;
    private final VerifiedTokens verified;

    AccessTokenVerifier(TokenSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.verified = new VerifiedTokens(clock);
        Ed25519Algorithm.register();
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        var remembered = remembered(token);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        return verify(token, new TokenKeyResolver(settings.acceptedKeys()));
    }

    /** The same with the keys known now; nothing when there may be others that the token names. Waits for nothing. */
    Optional<JWTCallerPrincipal> parseAtOnce(String token) throws ParseException {
        var remembered = remembered(token);
        if (remembered.isPresent()) {
            return remembered;
        }
        var accepted = settings.acceptedKeys();
        var named = new TokenKeyResolver(new OwnKeys(accepted.known()));
        try {
            return Optional.of(verify(token, named));
        } catch (ParseException e) {
            if (named.isKnown() || accepted.areAllKnown() || !CompactForm.isOf(token)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Whom {@code token} is for, if it was verified before and is still good. */
    Optional<JWTCallerPrincipal> remembered(String token) {
        return verified.get(token).filter(known -> settings.acceptedKeys().known().contain(known.key()))
                .map(Verified::principal);
    }

    private JWTCallerPrincipal verify(String token, TokenKeyResolver resolver) throws ParseException {
        if (!CompactForm.isOf(token)) {
            throw new ParseException("Not an access token of ours: not in the compact form of one");
        }
        try {
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
            if (MEANT_FOR_OTHERS.stream().anyMatch(claims::hasClaim)) {
                throw new ParseException("Not an access token of ours: whoever has it may not be whom it is for");
            }
            var fresh = new DefaultJWTCallerPrincipal(token, "JWT", claims);
            verified.add(token,
                    new Verified(fresh, resolver.key(), claims.getExpirationTime().getValue() + CLOCK_SKEW_SECONDS));
            return fresh;
        } catch (InvalidJwtException e) {
            // Without its cause, whose messages hold the token: it may be refused here and still be good elsewhere.
            throw new ParseException("Not an access token of ours: error codes "
                    + e.getErrorDetails().stream().map(Error::getErrorCode).toList());
        } catch (MalformedClaimException e) {
            throw new ParseException("Not an access token of ours: a claim is malformed");
        }
    }
}
