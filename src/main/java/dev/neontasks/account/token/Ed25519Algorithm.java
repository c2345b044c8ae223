package dev.neontasks.account.token;

import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.EdDsaAlgorithm;

/** The algorithm {@code Ed25519} of RFC 9864: the new name of what {@code EdDSA} does with such a key. */
final class Ed25519Algorithm extends EdDsaAlgorithm {

    static final String NAME = "Ed25519";

    private Ed25519Algorithm() {
        setAlgorithmIdentifier(NAME);
    }

    /** Makes it known to jose4j, which as yet is not aware of it. */
    static synchronized void register() {
        var known = AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory();
        if (!known.isAvailable(NAME)) {
            known.registerAlgorithm(new Ed25519Algorithm());
        }
    }
}
