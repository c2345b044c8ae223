package dev.neontasks.account.token;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The keys of this service: the one it signs with, and those before it or after it. */
record OwnKeys(VerificationKeys known) implements AcceptedKeys {

    static OwnKeys of(VerificationKey signing, List<VerificationKey> others) {
        return new OwnKeys(new VerificationKeys(Stream.concat(Stream.of(signing), others.stream()).distinct().toList()));
    }

    @Override
    public boolean areAllKnown() {
        return true;
    }

    @Override
    public List<VerificationKey> find(@Nullable String id) {
        return known.find(id);
    }
}
