package dev.neontasks.account;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/**
 * Which access tokens are accepted, and what our own are signed with.
 *
 * @param signingKey nothing when an outside issuer's tokens are accepted: then there is no signing in here
 * @param issuer and {@code audience} are written into tokens and demanded of them
 */
record TokenSettings(Optional<SigningKey> signingKey, AcceptedKeys acceptedKeys, String issuer, String audience) {

    private static final String NAME = "neon-tasks";
    private static final String SIGNING_KEY = "JWT_SIGNING_KEY";
    private static final String PREVIOUS_KEYS = "JWT_PREVIOUS_KEYS";

    static TokenSettings own(SigningKey key, List<VerificationKey> previous, String issuer, String audience) {
        return new TokenSettings(Optional.of(key), OwnKeys.of(key.verificationKey(), previous), issuer, audience);
    }

    /**
     * Without JWT_SIGNING_KEY and JWT_JWKS_URL the {@code otherwise} key is taken; without that, too, it is a
     * {@link ConfigurationFault}.
     */
    static TokenSettings of(Environment environment, Supplier<Optional<SigningKey>> otherwise, Clock clock) {
        var issuer = environment.text("JWT_ISSUER").orElse(NAME);
        var audience = environment.text("JWT_AUDIENCE").orElse(NAME);
        var url = environment.text("JWT_JWKS_URL").map(TokenSettings::keySetUrl);
        if (url.isPresent()) {
            return new TokenSettings(Optional.empty(), new IssuerKeys(url.get(), HttpClient.newBuilder(), clock), issuer,
                    audience);
        }
        var key = environment.secret(SIGNING_KEY).map(TokenSettings::signingKey).or(otherwise)
                .orElseThrow(() -> signingKeyFault("is not set"));
        return own(key, environment.secret(PREVIOUS_KEYS).map(TokenSettings::previousKeys).orElse(List.of()), issuer, audience);
    }

    boolean hasOwnAccounts() {
        return signingKey.isPresent();
    }

    private static SigningKey signingKey(String pem) {
        try {
            return SigningKey.parse(pem);
        } catch (UnusableKey e) {
            throw signingKeyFault(e.fault());
        }
    }

    private static List<VerificationKey> previousKeys(String pem) {
        try {
            return KeyPem.verificationKeys(pem);
        } catch (UnusableKey e) {
            throw new ConfigurationFault(PREVIOUS_KEYS, e.fault() + "; it takes public or private keys, EC P-256 or RSA of "
                    + "2048 bits or more, as PEM, one after the other: openssl pkey -in key.pem -pubout");
        }
    }

    private static ConfigurationFault signingKeyFault(String fault) {
        return new ConfigurationFault(SIGNING_KEY, fault + "; it takes a private key, EC P-256 or RSA of 2048 bits or more,"
                + " as unencrypted PKCS#8 PEM: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    }

    private static URI keySetUrl(String text) {
        try {
            var url = URI.create(text);
            var local = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(url.getHost()));
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()) && local)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ConfigurationFault("JWT_JWKS_URL",
                "is no https URL of a key set; write one like https://auth.example.com/.well-known/jwks.json");
    }
}
