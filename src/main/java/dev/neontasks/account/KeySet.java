package dev.neontasks.account;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Reads a JSON Web Key Set, RFC 7517. Keys that no access token is verified with are passed over. */
final class KeySet {

    private KeySet() {
    }

    static VerificationKeys parse(String json) throws IOException {
        try {
            return new VerificationKeys(new JsonWebKeySet(json).getJsonWebKeys().stream().flatMap(KeySet::key).toList());
        } catch (JoseException e) {
            throw new IOException("no key set", e);
        }
    }

    private static Stream<VerificationKey> key(JsonWebKey jwk) {
        try {
            var forSigning = jwk.getUse() == null || jwk.getUse().equals("sig");
            if (forSigning && jwk instanceof PublicJsonWebKey pair && jwk.getKeyId() != null) {
                var algorithm = VerificationKey.algorithm(pair.getPublicKey());
                var said = Optional.ofNullable(jwk.getAlgorithm()).orElse(algorithm.getAlgorithm());
                return said.equals(algorithm.getAlgorithm())
                        ? Stream.of(new VerificationKey(pair.getPublicKey(), algorithm, jwk.getKeyId()))
                        : Stream.empty();
            }
        } catch (UnusableKey e) {
            // not for us
        }
        return Stream.empty();
    }
}
