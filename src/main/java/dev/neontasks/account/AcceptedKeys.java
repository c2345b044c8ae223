package dev.neontasks.account;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Which public keys' tokens are accepted. */
interface AcceptedKeys {

    /** Those known at this moment. Waits for nothing, but may begin to ask for newer ones. */
    VerificationKeys known();

    /** The key that a token names. May take its time, when it has to be asked for. */
    Optional<VerificationKey> find(@Nullable String id);
}
