package dev.neontasks.account.token;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Which public keys' tokens are accepted. */
interface AcceptedKeys {

    /** Those known at this moment. Waits for nothing, but may begin to ask for newer ones. */
    VerificationKeys known();

    /** Whether there are no others, ever. */
    boolean areAllKnown();

    /** The keys of the name that a token gives, most often one. May take its time, when they have to be asked for. */
    List<VerificationKey> find(@Nullable String id);
}
