package dev.neontasks.account;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Public keys whose tokens are accepted. */
record VerificationKeys(List<VerificationKey> keys) {

    Optional<VerificationKey> find(@Nullable String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
