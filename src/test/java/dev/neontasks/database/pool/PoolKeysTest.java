package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.neontasks.database.provider.Provider;
import dev.neontasks.environment.Environment;

class PoolKeysTest {

    private static final String PREFIX = "quarkus.datasource.jdbc.";

    @Test
    void translateTheServicesSettings() {
        var variables = Map.of("DATABASE_POOL_MAX", "7", "DATABASE_IDLE_TIMEOUT", "90s");
        assertThat(PoolKeys.of(Environment.of(name -> Optional.ofNullable(variables.get(name)))))
                .containsEntry(PREFIX + "max-size", "7").containsEntry(PREFIX + "idle-removal-interval", "PT1M30S")
                .containsEntry(PREFIX + "max-lifetime", "PT30M");
    }

    /** Agroal looks to it at intervals, and a connection that is used is ended when it is given back. */
    @ParameterizedTest
    @EnumSource
    void aConnectionIsGivenUpWellBeforeItsProviderEndsIt(Provider provider) {
        var life = Duration.parse(PoolKeys.of(Environment.of(name -> Optional.empty())).get(PREFIX + "max-lifetime"));
        provider.sessionsLast().ifPresent(age -> assertThat(life).isLessThan(age.dividedBy(2)));
    }
}
