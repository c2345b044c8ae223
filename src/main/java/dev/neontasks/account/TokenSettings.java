package dev.neontasks.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/** What access tokens are signed with, and the issuer and audience that are written into them and demanded of them. */
record TokenSettings(SigningKey signingKey, String issuer, String audience) {

    private static final String NAME = "neon-tasks";

    /** Without JWT_SIGNING_KEY the {@code otherwise} key is taken; without that, too, it is a {@link ConfigurationFault}. */
    static TokenSettings of(Environment environment, Supplier<Optional<SigningKey>> otherwise) {
        var key = environment.secret("JWT_SIGNING_KEY").map(SigningKey::parse).or(otherwise)
                .orElseThrow(() -> PrivateKeyPem.fault("is not set"));
        return new TokenSettings(key, environment.text("JWT_ISSUER").orElse(NAME),
                environment.text("JWT_AUDIENCE").orElse(NAME));
    }

    VerificationKeys acceptedKeys() {
        return new VerificationKeys(List.of(signingKey.verificationKey()));
    }
}
