package dev.neontasks.account;

import java.security.Key;
import java.util.List;
import java.util.Optional;

import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** The key of one token: a token has to name it, and to be signed with that key's own algorithm. */
final class NamedKey implements VerificationKeyResolver {

    private final AcceptedKeys accepted;
    private Optional<VerificationKey> key = Optional.empty();

    NamedKey(AcceptedKeys accepted) {
        this.accepted = accepted;
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        key = accepted.find(jws.getKeyIdHeaderValue())
                .filter(named -> named.algorithm().getAlgorithm().equals(jws.getAlgorithmHeaderValue()));
        return key.map(VerificationKey::publicKey)
                .orElseThrow(() -> new UnresolvableKeyException("No key of this id and algorithm"));
    }

    /** After {@link #resolveKey} has found it. */
    VerificationKey key() {
        return key.orElseThrow();
    }
}
