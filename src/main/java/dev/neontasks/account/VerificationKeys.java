package dev.neontasks.account;

import java.security.Key;
import java.util.List;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** The keys whose tokens are accepted. A token has to name its key, and to be signed with that key's own algorithm. */
record VerificationKeys(List<VerificationKey> keys) implements VerificationKeyResolver {

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        return keys.stream().filter(key -> key.id().equals(jws.getKeyIdHeaderValue()))
                .filter(key -> key.algorithm().getAlgorithm().equals(jws.getAlgorithmHeaderValue()))
                .findFirst().map(VerificationKey::publicKey)
                .orElseThrow(() -> new UnresolvableKeyException("No key of this id and algorithm"));
    }

    AlgorithmConstraints algorithms() {
        return new AlgorithmConstraints(ConstraintType.PERMIT,
                keys.stream().map(key -> key.algorithm().getAlgorithm()).distinct().toArray(String[]::new));
    }
}
