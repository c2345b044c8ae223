package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.config.PropertiesConfigSource;

import dev.neontasks.InTurkish;
import dev.neontasks.environment.ConfigurationFault;

class StartCheckTest {

    @ParameterizedTest
    @CsvSource({ "quarkus.datasource.jdbc.url, DATABASE_URL", "QUARKUS_DATASOURCE_PASSWORD, DATABASE_URL",
            "quarkus.datasource.jdbc.max-size, DATABASE_POOL_MAX" })
    @ExtendWith(InTurkish.class)
    void refusesWaysAroundTheChecksInAnyLanguage(String name, String instead) {
        assertThatThrownBy(() -> refuse(name)).isInstanceOf(ConfigurationFault.class)
                .hasMessageEndingWith("set " + instead + " instead");
    }

    @Test
    void refusesNothingElse() {
        assertThatCode(() -> refuse("quarkus.datasource.jdbc.min-size")).doesNotThrowAnyException();
    }

    private static void refuse(String name) {
        StartCheck.refuseDetours(new PropertiesConfigSource(Map.of(name, "99"), "test", 300));
    }
}
