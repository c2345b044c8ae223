package dev.neontasks.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;
import dev.neontasks.security.SecurityLog;

class TokenSettingsTest {

    private static final String PEM = Keys.ecPem();

    @Test
    void nameTheServiceByDefault() {
        var settings = settings(Map.of("JWT_SIGNING_KEY", PEM), Optional.empty());
        assertThat(settings.issuer()).isEqualTo("neon-tasks");
        assertThat(settings.audience()).isEqualTo("neon-tasks");
    }

    @Test
    void takeIssuerAndAudienceFromVariables() {
        var settings = settings(Map.of("JWT_SIGNING_KEY", PEM, "JWT_ISSUER", "here", "JWT_AUDIENCE", "there"),
                Optional.empty());
        assertThat(settings.issuer()).isEqualTo("here");
        assertThat(settings.audience()).isEqualTo("there");
    }

    @Test
    void preferTheKeyThatIsSet() {
        assertThat(settings(Map.of("JWT_SIGNING_KEY", PEM), Optional.of(Keys.signingKey())).signingKey()
                .orElseThrow())
                .hasToString(SigningKey.parse(PEM).toString());
    }

    @Test
    void takeAThrowAwayKeyWhereOneIsAllowed() {
        assertThat(settings(Map.of(), Optional.of(EphemeralSigningKey.get())).signingKey().orElseThrow())
                .hasToString(EphemeralSigningKey.get().toString());
    }

    @Test
    void refuseToBeWithoutKey() {
        assertThatThrownBy(() -> settings(Map.of("JWT_SIGNING_KEY", " "), Optional.empty()))
                .isInstanceOf(ConfigurationFault.class).hasMessageStartingWith("JWT_SIGNING_KEY: is not set; it takes");
    }

    @Test
    void acceptPreviousKeysToo() {
        var previous = Keys.ec("secp256r1");
        var next = Keys.rsaPair(2048);
        var settings = settings(Map.of("JWT_SIGNING_KEY", PEM, "JWT_PREVIOUS_KEYS",
                Keys.pem(previous) + Keys.pem("PUBLIC KEY", next.getPublic().getEncoded())), Optional.empty());
        assertThat(settings.acceptedKeys().known().keys()).extracting(VerificationKey::id).containsExactly(
                SigningKey.parse(PEM).verificationKey().id(), SigningKey.of(previous).verificationKey().id(),
                VerificationKey.of(next.getPublic()).id());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusePreviousKeys(String fault, String pem) {
        assertThatThrownBy(() -> settings(Map.of("JWT_SIGNING_KEY", PEM, "JWT_PREVIOUS_KEYS", pem), Optional.empty()))
                .isInstanceOf(ConfigurationFault.class).hasMessageStartingWith("JWT_PREVIOUS_KEYS: ")
                .hasMessageContaining(fault).message().doesNotContain(pem.substring(pem.length() / 2, pem.length() / 2 + 12));
    }

    static Stream<Arguments> refusePreviousKeys() {
        return Stream.of(Arguments.of("1024 bits", Keys.pem("PUBLIC KEY", Keys.rsaPair(1024).getPublic().getEncoded())),
                Arguments.of("published", Keys.pem("PUBLIC KEY", Keys.published().getPublic().getEncoded())),
                Arguments.of("published", Keys.pem(Keys.published().getPrivate())),
                Arguments.of("another curve", PEM + Keys.pem(Keys.ec("secp384r1"))),
                Arguments.of("a certificate", Keys.pem("CERTIFICATE", new byte[200])),
                Arguments.of("whole PEM blocks", PEM + "and something else that is long enough"),
                Arguments.of("whole PEM blocks", PEM.substring(0, PEM.length() / 2)),
                Arguments.of("neither an EC P-256 nor an RSA", Keys.pem("PUBLIC KEY", new byte[200])));
    }

    @Test
    void trustAnIssuerInsteadOfAKey() {
        var settings = settings(Map.of("JWT_JWKS_URL", "http://localhost:1/keys"), Optional.empty());
        assertThat(settings.hasOwnAccounts()).isFalse();
        assertThat(settings.acceptedKeys().known().keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "keys", "http://example.com/keys", "ftp://localhost/keys", "https:///keys", "https://a b" })
    void refuseAnIssuerThatAnybodyCouldBe(String url) {
        assertThatThrownBy(() -> settings(Map.of("JWT_JWKS_URL", url), Optional.empty()))
                .isInstanceOf(ConfigurationFault.class).hasMessageStartingWith("JWT_JWKS_URL: is no https URL");
    }

    private static TokenSettings settings(Map<String, String> variables, Optional<SigningKey> otherwise) {
        return TokenSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))), () -> otherwise,
                new SecurityLog(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }
}
