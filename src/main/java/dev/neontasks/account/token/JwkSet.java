package dev.neontasks.account.token;

import java.util.ArrayList;
import java.util.List;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A JSON Web Key Set, RFC 7517. Its members are read one by one: those that no access token is verified with, be they malformed
 * or for something else, are passed over. Of names that are in a member twice the last counts, as section 4 lets it.
 *
 * @param passedOver which members, and why: clauses without a text of the issuer's
 */
record JwkSet(VerificationKeys keys, List<String> passedOver) {

    /** Far more than any issuer has; a token may have to be tried with all of them, as they may have one id. */
    private static final int MOST = 100;
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Throws {@link NoKeySet}. */
    static JwkSet parse(String json) throws NoKeySet {
        var members = members(json);
        var keys = new ArrayList<VerificationKey>();
        var passedOver = new ArrayList<String>();
        for (var i = 0; i < Math.min(members.size(), MOST); i++) {
            try {
                keys.add(key(members.get(i)));
            } catch (UnusableKey e) {
                passedOver.add("member " + (i + 1) + ", which " + e.fault());
            }
        }
        if (members.size() > MOST) {
            passedOver.add("all after the first " + MOST);
        }
        return new JwkSet(new VerificationKeys(keys.stream().distinct().toList()), passedOver);
    }

    private static JsonNode members(String json) throws NoKeySet {
        try {
            var members = JSON.readTree(json).path("keys");
            if (members.isArray()) {
                return members;
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw new NoKeySet("its answer is no key set");
    }

    private static VerificationKey key(JsonNode member) {
        try {
            var jwk = JsonWebKey.Factory.newJwk(member.toString());
            if (!(jwk instanceof PublicJsonWebKey pair)) {
                throw new UnusableKey("holds no public key");
            } else if (jwk.getUse() != null && !jwk.getUse().equals("sig")) {
                throw new UnusableKey("is not for signatures");
            } else if (jwk.getKeyId() == null) {
                throw new UnusableKey("has no kid");
            }
            var key = new VerificationKey(pair.getPublicKey(), VerificationKey.algorithm(pair.getPublicKey()), jwk.getKeyId());
            if (jwk.getAlgorithm() != null && !key.isFor(jwk.getAlgorithm())) {
                throw new UnusableKey("is for another algorithm than " + key.algorithm().getAlgorithm());
            }
            return key;
        } catch (UnusableKey e) {
            throw e;
        } catch (JoseException | RuntimeException e) {
            // Casts and sums of jose4j and of the JDK fail as well for values that are no key's.
            throw new UnusableKey("is malformed");
        }
    }
}
