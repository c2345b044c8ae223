package dev.neontasks.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.SmallRyeConfigBuilder;

import dev.neontasks.environment.ConfigurationFault;

class CrossOriginsTest {

    @Test
    void areComparedAsBrowsersSendThem() {
        var origins = of("HTTPS://App.example.com, http://localhost:5173");
        assertThat(origins.contains("https://app.example.com")).isTrue();
        assertThat(origins.contains("http://localhost:5173")).isTrue();
        assertThat(origins.contains("http://app.example.com")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "*", "https://app.example.com/", "app.example.com", "https://*.example.com", "null",
            "https://ann@app.example.com", "ftp://app.example.com" })
    void areNothingElse(String text) {
        assertThatThrownBy(() -> of(text)).isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith("CORS_ORIGINS: '" + text)
                .hasMessageFindingMatch(text.equals("*") ? "name the origins" : "is no origin");
    }

    private static CrossOrigins of(String text) {
        return new CrossOrigins(new SmallRyeConfigBuilder().withDefaultValue("CORS_ORIGINS", text).build());
    }
}
