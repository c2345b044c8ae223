package dev.neontasks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.environment.Environment;

class DatabaseSettingsTest {

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = { "none, none, 2s", "none, 5s, 5s", "1s, none, 1s", "1s, 5s, 1s", "30s, 20s, 20s" })
    void aSearchTakesNoLongerThanAnyStatement(String statement, String search, String expected) {
        var settings = settings(statement, search);
        assertThat(settings.searchTimeout()).isEqualTo(Duration.parse("PT" + expected));
    }

    private static DatabaseSettings settings(String statement, String search) {
        var variables = new HashMap<>(Map.of("DATABASE_URL", "postgresql://u:p@localhost/d"));
        Optional.ofNullable(statement).ifPresent(value -> variables.put("DATABASE_STATEMENT_TIMEOUT", value));
        Optional.ofNullable(search).ifPresent(value -> variables.put("DATABASE_SEARCH_TIMEOUT", value));
        return DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))));
    }
}
