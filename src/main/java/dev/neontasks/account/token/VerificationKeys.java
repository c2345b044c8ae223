package dev.neontasks.account.token;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Public keys whose tokens are accepted. */
record VerificationKeys(List<VerificationKey> keys) {

    /** More than one when an issuer has given several the same id, as RFC 7517 section 4.5 lets it. */
    List<VerificationKey> find(@Nullable String id) {
        return keys.stream().filter(key -> key.id().equals(id)).toList();
    }

    boolean contain(VerificationKey key) {
        return keys.contains(key);
    }

    /** The ids of those that {@code others} do not have, or have another key under. */
    List<String> without(VerificationKeys others) {
        return keys.stream().filter(key -> !others.keys.contains(key)).map(VerificationKey::id).toList();
    }
}
