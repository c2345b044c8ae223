package dev.neontasks.account;

import java.security.PublicKey;

import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;

/** A public key whose tokens are accepted, the one algorithm it is for, and its id: the thumbprint of RFC 7638. */
record VerificationKey(PublicKey publicKey, SignatureAlgorithm algorithm, String id) {

    static VerificationKey of(PublicKey publicKey, SignatureAlgorithm algorithm) {
        try {
            var id = PublicJsonWebKey.Factory.newPublicJwk(publicKey).calculateBase64urlEncodedThumbprint("SHA-256");
            return new VerificationKey(publicKey, algorithm, id);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return algorithm + " key " + id;
    }
}
