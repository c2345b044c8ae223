package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.config.PropertiesConfigSource;

import dev.neontasks.InTurkish;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

@Tag("parts")
class ConfigurationCheckTest {

    @ParameterizedTest
    @CsvSource({ "quarkus.datasource.jdbc.url, DATABASE_URL", "QUARKUS_DATASOURCE_PASSWORD, DATABASE_URL",
            "quarkus.datasource.other.jdbc.url, DATABASE_URL", "quarkus.datasource.jdbc.max-size, DATABASE_POOL_MAX" })
    @ExtendWith(InTurkish.class)
    void refusesWaysAroundTheChecksInAnyLanguage(String name, String instead) {
        assertThatThrownBy(() -> refuse(name)).isInstanceOf(ConfigurationFault.class)
                .hasMessageEndingWith("set " + instead + " instead");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATABASE_URL | postgresql://u:canary-1@localhost/d?sslmode=disable | DATABASE_URL: .*sslmode.*require.*
            DATABASE_URL | postgresql://u:canary-1@localhost/d?colour=red      | DATABASE_URL: .*colour.*
            DATABASE_URL_FILE | /etc/hostname        | DATABASE_URL: is set and so is DATABASE_URL_FILE.*
            DATABASE_URL_UNPOOLED | nonsense         | DATABASE_URL_UNPOOLED: .*
            DATABASE_POOL_MAX | 101                  | DATABASE_POOL_MAX: '101' is not a whole number from 1 to 100
            DATABASE_WAKE_BUDGET | 10                | DATABASE_WAKE_BUDGET: '10' is not a duration.*
            DATABASE_MIGRATE_AT_START | perhaps      | DATABASE_MIGRATE_AT_START: 'perhaps' is neither.*
            PORT         | http                      | PORT: 'http' is not a whole number.*
            MAIL_URL     | smtp://u:canary-1@mail.example.com | MAIL_URL: mails would go without TLS.*
            MAIL_URL     | smtps://u:canary-1@mail.example.com | MAIL_FROM: is not set.*
            LOG_FORMAT   | xml                       | LOG_FORMAT: 'xml' is none of.*
            OTEL_EXPORTER_OTLP_ENDPOINT | canary-5:4318 | OTEL_EXPORTER_OTLP_ENDPOINT: is no URL of a collector.*
            """)
    void namesTheVariableThatIsWrongBeforeAnythingStarts(String variable, String value, String message) {
        var variables = new HashMap<>(Map.of("DATABASE_URL", "postgresql://u:canary-1@localhost:1/d"));
        variables.put(variable, value);
        assertThatThrownBy(() -> ConfigurationCheck.first(Environment.of(name -> Optional.ofNullable(variables.get(name)))))
                .isInstanceOf(ConfigurationFault.class).message().matches(message).doesNotContain("canary");
    }

    @Test
    void refusesNothingElse() {
        assertThatCode(() -> refuse("quarkus.datasource.jdbc.min-size")).doesNotThrowAnyException();
    }

    private static void refuse(String name) {
        ConfigurationCheck.refuseDetours(new PropertiesConfigSource(Map.of(name, "99"), "test", 300));
    }
}
