package dev.neontasks.account.token;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.environment.Syntax;
import dev.neontasks.environment.Variable;
import dev.neontasks.security.SecurityLog;

/**
 * Which access tokens are accepted, and what our own are signed with.
 *
 * @param signingKey nothing when an outside issuer's tokens are accepted: then there is no signing in here
 * @param issuer and {@code audience} are written into tokens and demanded of them
 */
public record TokenSettings(Optional<SigningKey> signingKey, AcceptedKeys acceptedKeys, String issuer, String audience) {

    private static final String NAME = "neon-tasks";
    private static final String ANY = "any text";

    private static final Variable<Optional<String>> SIGNING_KEY = Variable.secret("JWT_SIGNING_KEY",
            "a private key, PKCS#8 PEM: EC P-256 or RSA of 2048 bits or more",
            "required unless `JWT_JWKS_URL` is set; in dev mode and tests one that is thrown away",
            "signs the access tokens: with ES256 or RS256");
    private static final Variable<Optional<String>> PREVIOUS_KEYS = Variable.secret("JWT_PREVIOUS_KEYS",
            "public or private keys, PEM, one after the other", "none",
            "keys whose tokens are accepted too; see [changing the key](security.md#changing-the-signing-key)");
    private static final Variable<String> ISSUER = Variable.of("JWT_ISSUER", Syntax.text(ANY), NAME,
            "the claim `iss` of tokens, written and demanded");
    private static final Variable<String> AUDIENCE = Variable.of("JWT_AUDIENCE", Syntax.text(ANY), NAME,
            "the claim `aud` of tokens, written and demanded");
    private static final Variable<Optional<URI>> KEY_SET = Variable.optional("JWT_JWKS_URL",
            new Syntax<>("an `https` URL; `http` on the same machine only", TokenSettings::keySetUrl), "none",
            "the keys of an outside issuer, whose tokens (EdDSA, ES256, RS256) are trusted instead of own accounts");

    public static TokenSettings own(SigningKey key, List<VerificationKey> previous, String issuer, String audience) {
        return new TokenSettings(Optional.of(key), OwnKeys.of(key.verificationKey(), previous), issuer, audience);
    }

    /**
     * Without JWT_SIGNING_KEY and JWT_JWKS_URL the {@code otherwise} key is taken; without that, too, it is a
     * {@link ConfigurationFault}.
     */
    static TokenSettings of(Environment environment, Supplier<Optional<SigningKey>> otherwise, SecurityLog log,
            Clock clock) {
        var issuer = environment.get(ISSUER);
        var audience = environment.get(AUDIENCE);
        var url = environment.get(KEY_SET);
        if (url.isPresent()) {
            return new TokenSettings(Optional.empty(), new IssuerKeys(url.get(), HttpClient.newBuilder(), log, clock), issuer,
                    audience);
        }
        var key = environment.get(SIGNING_KEY).map(TokenSettings::signingKey).or(otherwise)
                .orElseThrow(() -> signingKeyFault("is not set"));
        return own(key, environment.get(PREVIOUS_KEYS).map(TokenSettings::previousKeys).orElse(List.of()), issuer, audience);
    }

    public boolean hasOwnAccounts() {
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
            throw new ConfigurationFault(PREVIOUS_KEYS.name(),
                    e.fault() + "; it takes public or private keys, EC P-256 or RSA of "
                            + "2048 bits or more, as PEM, one after the other: openssl pkey -in key.pem -pubout");
        }
    }

    private static ConfigurationFault signingKeyFault(String fault) {
        return new ConfigurationFault(SIGNING_KEY.name(),
                fault + "; it takes a private key, EC P-256 or RSA of 2048 bits or more,"
                        + " as unencrypted PKCS#8 PEM: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    }

    private static URI keySetUrl(String variable, String text) {
        try {
            var url = URI.create(text);
            var local = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(url.getHost()));
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()) && local)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ConfigurationFault(variable,
                "is no https URL of a key set; write one like https://auth.example.com/.well-known/jwks.json");
    }
}
