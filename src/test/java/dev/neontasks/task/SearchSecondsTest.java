package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.environment.Environment;

class SearchSecondsTest {

    /** Zero would be none at all. */
    @ParameterizedTest
    @CsvSource({ "100ms, 1", "1s, 1", "1001ms, 2", "2s, 2" })
    void areRoundedUp(String search, int seconds) {
        var variables = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d", "DATABASE_SEARCH_TIMEOUT", search);
        var settings = DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))));
        assertThat(new SearchTime(settings).seconds()).isEqualTo(seconds);
    }
}
