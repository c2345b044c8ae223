package dev.neontasks.account.token;

import java.security.Key;
import java.time.Instant;
import java.util.function.Consumer;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Tokens for somebody's account that all have one thing wrong, made with knowledge of the service's own key. */
public final class ForgedTokens {

    private final SigningKey key;
    private final String subject;

    public ForgedTokens(SigningKey key, String subject) {
        this.key = key;
        this.subject = subject;
    }

    /** Nothing is wrong with it: what refuses the others refuses them for what they are. */
    public String faultless() {
        return claiming(claims -> {
        });
    }

    public String expired() {
        return claiming(claims -> claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() - 60)));
    }

    public String notYetValid() {
        return claiming(claims -> claims.setNotBefore(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 300)));
    }

    public String forAnotherAudience() {
        return claiming(claims -> claims.setAudience("somebody"));
    }

    public String ofAnotherIssuer() {
        return claiming(claims -> claims.setIssuer("somebody"));
    }

    public String ofAForeignKey() {
        return signed(claims(), "ES256", Keys.ec("secp256r1"));
    }

    public String unsigned() {
        return signed(claims(), "none", null);
    }

    public String signedWithThePublicKey() {
        return signed(claims(), "HS256", new HmacKey(key.verificationKey().publicKey().getEncoded()));
    }

    private String claiming(Consumer<JwtClaims> change) {
        var claims = claims();
        change.accept(claims);
        return signed(claims, "ES256", key.privateKey());
    }

    private JwtClaims claims() {
        var claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setIssuer("neon-tasks");
        claims.setAudience("neon-tasks");
        var now = Instant.now().getEpochSecond();
        claims.setIssuedAt(NumericDate.fromSeconds(now - 120));
        claims.setExpirationTime(NumericDate.fromSeconds(now + 600));
        return claims;
    }

    private String signed(JwtClaims claims, String algorithm, @Nullable Key with) {
        var signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(key.verificationKey().id());
        signature.setKey(with);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
