package dev.neontasks.account.token;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;

/** A public key whose tokens are accepted, the one algorithm it is for, and its id. */
record VerificationKey(PublicKey publicKey, SignatureAlgorithm algorithm, String id) {

    private static final int MIN_RSA_BITS = 2048;
    /** Of 64 bytes, RFC 7518 section 3.4, in Base64url. */
    private static final int ES256_LETTERS = 86;

    VerificationKey {
        if (PublishedKeys.contain(thumbprint(publicKey))) {
            throw new UnusableKey("holds a key that anybody can sign with: its private half has been published");
        }
    }

    /** With the thumbprint of RFC 7638 as id. Throws {@link UnusableKey} for a weak, published or other kind of key. */
    static VerificationKey of(PublicKey key) {
        return new VerificationKey(key, algorithm(key), thumbprint(key));
    }

    private static String thumbprint(PublicKey key) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(key).calculateBase64urlEncodedThumbprint("SHA-256");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** ES256 for EC P-256, RS256 for RSA, EdDSA for Ed25519. */
    static SignatureAlgorithm algorithm(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            if (!EllipticCurves.P_256.equals(EllipticCurves.getName(ec.getParams().getCurve()))) {
                throw new UnusableKey("holds an EC key of another curve than P-256");
            }
            return SignatureAlgorithm.ES256;
        } else if (key instanceof RSAPublicKey rsa) {
            var bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS) {
                throw new UnusableKey("holds an RSA key of " + bits + " bits, which is too short");
            }
            return SignatureAlgorithm.RS256;
        } else if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals(Ed25519Algorithm.NAME)) {
            return SignatureAlgorithm.EDDSA;
        }
        throw new UnusableKey("holds a key of another kind than EC P-256, RSA and Ed25519");
    }

    /** Whether tokens that say {@code name} are signed in the way this key is for. */
    boolean isFor(@Nullable String name) {
        return algorithm.getAlgorithm().equals(name)
                || algorithm == SignatureAlgorithm.EDDSA && Ed25519Algorithm.NAME.equals(name);
    }

    /** Whether a token with this algorithm and signature may be this key's. */
    boolean canHaveSigned(@Nullable String name, String signature) {
        // jose4j takes a shorter one, too, which stands for the same numbers.
        return isFor(name) && (algorithm != SignatureAlgorithm.ES256 || signature.length() == ES256_LETTERS);
    }

    /** As a JSON Web Key, RFC 7517. */
    Map<String, Object> jwk() {
        try {
            var jwk = PublicJsonWebKey.Factory.newPublicJwk(publicKey);
            jwk.setKeyId(id);
            jwk.setAlgorithm(algorithm.getAlgorithm());
            jwk.setUse("sig");
            return jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return algorithm + " key " + id;
    }
}
