package dev.neontasks.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

@QuarkusTest
class JacksonSettingsTest {

    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @CsvSource({ "2026-11-23T12:00:00Z, 2026-11-23T12:00:00.000Z", "2026-11-23T12:00:00.1Z, 2026-11-23T12:00:00.100Z",
            "2026-11-23T12:00:00.123456789Z, 2026-11-23T12:00:00.123Z" })
    void instantsHaveThreeDecimals(Instant instant, String text) throws JsonProcessingException {
        assertThat(json.writeValueAsString(instant)).isEqualTo("\"" + text + "\"");
    }

    @Test
    void aCharacterBeyondTheFirstPlaneTakesFourBytes() throws JsonProcessingException {
        assertThat(json.writeValueAsBytes("\uD83D\uDE00")).hasSize(4 + 2);
    }
}
