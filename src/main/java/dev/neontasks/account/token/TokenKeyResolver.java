package dev.neontasks.account.token;

import java.security.Key;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The key of one token: a token has to name it, and to be signed with that key's own algorithm. What would have a token
 * understood in another way, an extension (RFC 7515 section 4.1.11, RFC 7797) or another token around it, is refused; and so is
 * what says that it is no access token but something else that the same key has signed (RFC 8725 section 3.11).
 */
final class TokenKeyResolver implements VerificationKeyResolver {

    /** A media type without its {@code application/} (RFC 7515 section 4.1.9); the second is that of RFC 9068. */
    private static final Pattern ACCESS_TOKEN = Pattern.compile("(?:application/)?(?:jwt|at\\+jwt)", Pattern.CASE_INSENSITIVE);

    private final AcceptedKeys accepted;
    private Optional<VerificationKey> key = Optional.empty();

    TokenKeyResolver(AcceptedKeys accepted) {
        this.accepted = accepted;
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        if (!nesting.isEmpty() || isExtended(jws) || !maybeAccessToken(jws)) {
            throw new UnresolvableKeyException("A token of another kind");
        }
        var candidates = accepted.find(jws.getKeyIdHeaderValue()).stream()
                .filter(named -> named.canHaveSigned(jws.getAlgorithmHeaderValue(), jws.getEncodedSignature())).toList();
        // One is tried by who asks for it.
        key = candidates.stream().filter(candidate -> candidates.size() == 1 || hasSigned(candidate, jws)).findFirst();
        return key.map(VerificationKey::publicKey)
                .orElseThrow(() -> new UnresolvableKeyException("No key of this id and algorithm"));
    }

    private static boolean isExtended(JsonWebSignature jws) {
        return jws.getHeaders().getObjectHeaderValue(HeaderParameterNames.CRITICAL) != null
                || jws.getHeaders().getObjectHeaderValue(HeaderParameterNames.BASE64URL_ENCODE_PAYLOAD) != null;
    }

    private static boolean maybeAccessToken(JsonWebSignature jws) {
        var type = jws.getHeaders().getObjectHeaderValue(HeaderParameterNames.TYPE);
        return type == null || type instanceof String name && ACCESS_TOKEN.matcher(name).matches();
    }

    private static boolean hasSigned(VerificationKey candidate, JsonWebSignature jws) {
        try {
            jws.setKey(candidate.publicKey());
            return jws.verifySignature();
        } catch (JoseException e) {
            return false;
        }
    }

    /** Whether {@link #resolveKey} has found it. */
    boolean isKnown() {
        return key.isPresent();
    }

    /** After {@link #resolveKey} has found it. */
    VerificationKey key() {
        return key.orElseThrow();
    }
}
