package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

class TokenSettingsTest {

    private static final String PEM = Keys.pem(Keys.ec("secp256r1"));

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
        assertThat(settings(Map.of("JWT_SIGNING_KEY", PEM), Optional.of(Keys.signingKey())).signingKey())
                .hasToString(SigningKey.parse(PEM).toString());
    }

    @Test
    void takeAThrowAwayKeyWhereOneIsAllowed() {
        assertThat(settings(Map.of(), Optional.of(ThrowAwayKey.get())).signingKey())
                .hasToString(ThrowAwayKey.get().toString());
    }

    @Test
    void refuseToBeWithoutKey() {
        assertThatThrownBy(() -> settings(Map.of("JWT_SIGNING_KEY", " "), Optional.empty()))
                .isInstanceOf(ConfigurationFault.class).hasMessageStartingWith("JWT_SIGNING_KEY: is not set; it takes");
    }

    private static TokenSettings settings(Map<String, String> variables, Optional<SigningKey> otherwise) {
        return TokenSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))), () -> otherwise);
    }
}
