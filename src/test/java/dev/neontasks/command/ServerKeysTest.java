package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

@Tag("parts")
class ServerKeysTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PORT                        | http          | PORT: 'http' is not a whole number from 1 to 65535
            MANAGEMENT_PORT             | 0             | MANAGEMENT_PORT: '0' is not a whole number from 1 to 65535
            DATABASE_POOL_MAX           | 101           | DATABASE_POOL_MAX: '101' is not a whole number from 1 to 100
            DATABASE_IDLE_TIMEOUT       | 31m           | DATABASE_IDLE_TIMEOUT: '31m' is not between 1s and 30m
            LOG_LEVEL                   | TRACE         | LOG_LEVEL: 'TRACE' is none of ERROR, WARN, INFO, DEBUG
            LOG_FORMAT                  | xml           | LOG_FORMAT: 'xml' is none of json, text
            SHUTDOWN_DELAY              | 5             | SHUTDOWN_DELAY: '5' is not a duration; write one like 500ms, 10s or 2m
            OTEL_EXPORTER_OTLP_ENDPOINT | token-1:4318  | OTEL_EXPORTER_OTLP_ENDPOINT: is no URL of a collector; write http://collector:4318
            """)
    void sayWhichVariableIsWrong(String variable, String value, String fault) {
        assertThatThrownBy(() -> ServerKeys.check(with(variable, value))).isInstanceOf(ConfigurationFault.class)
                .hasMessage(fault);
    }

    @Test
    void needNoVariable() {
        assertThatCode(() -> ServerKeys.check(with("PORT", ""))).doesNotThrowAnyException();
    }

    private static Environment with(String variable, String value) {
        return Environment.of(name -> name.equals(variable) ? Optional.of(value) : Optional.empty());
    }
}
