package dev.neontasks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.database.url.Endpoint;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

class DatabaseSettingsTest {

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = { "none, none, 2s", "none, 5s, 5s", "1s, none, 1s", "1s, 5s, 1s", "30s, 20s, 20s" })
    void aSearchTakesNoLongerThanAnyStatement(String statement, String search, String expected) {
        var settings = settings(statement, search);
        assertThat(settings.searchTimeout()).isEqualTo(Duration.parse("PT" + expected));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            URL                             | UNPOOLED                   | ENDPOINT | POOL'S | MIGRATION'S
            localhost:6432/d                | none                       | none     | none   | none
            localhost:6432/d                | none                       | auto     | none   | none
            localhost:6432/d                | none                       | direct   | DIRECT | DIRECT
            localhost:6432/d                | none                       | pooled   | POOLED | POOLED
            localhost:6432/d                | localhost:5432/d           | POOLED   | POOLED | none
            localhost:6432/d                | localhost:5432/d?pgbouncer=false | pooled | POOLED | DIRECT
            localhost:6432/d?pgbouncer=true | none                       | none     | POOLED | POOLED
            localhost:6432/d?pgbouncer=true | none                       | direct   | DIRECT | DIRECT
            x-pooler.example.com/d          | none                       | none     | POOLED | none
            x-pooler.example.com/d          | none                       | direct   | DIRECT | DIRECT
            ep-x-pooler.a.aws.neon.tech/d   | none                       | pooled   | POOLED | DIRECT
            ep-x.a.aws.neon.tech/d          | none                       | direct   | DIRECT | DIRECT
            """)
    void whereItLeadsIsSettledByWhoKnows(String url, String unpooled, String endpoint, Endpoint pool, Endpoint migration) {
        var settings = settings(url, unpooled, endpoint);
        assertThat(settings.url().way()).isEqualTo(Optional.ofNullable(pool));
        assertThat(settings.unpooled().way()).isEqualTo(Optional.ofNullable(migration));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            URL                           | UNPOOLED                        | ENDPOINT  | FAULT
            ep-x-pooler.a.aws.neon.tech/d | none                            | direct    | DATABASE_ENDPOINT: does not agree
            ep-x.a.aws.neon.tech/d        | none                            | pooled    | DATABASE_ENDPOINT: does not agree
            localhost:6432/d              | none                            | pgbouncer | DATABASE_ENDPOINT: 'pgbouncer' is none of
            localhost:6432/d              | localhost:5432/d?pgbouncer=true | none      | DATABASE_URL_UNPOOLED: names a pooled host
            localhost:6432/d              | x-pooler.example.com/d          | none      | DATABASE_URL_UNPOOLED: names a pooled host
            """)
    void whatDoesNotAgreeIsRefused(String url, String unpooled, String endpoint, String fault) {
        assertThatThrownBy(() -> settings(url, unpooled, endpoint)).isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith(fault);
    }

    @ParameterizedTest
    @CsvSource({ "ep-x.a.aws.neon.tech/d, PT5M", "ep-x.database.eu-west-1.cloud.databricks.com/d, PT5M", "localhost/d, PT5M" })
    void isTakenToSleepAfterTheSameTimeWhoeverRunsIt(String url, Duration time) {
        assertThat(settings(url, null, null).suspendAfter()).isEqualTo(time);
    }

    @Test
    void aPasswordMayStandBesideUrlsWithoutOne(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("password"), "p@ss/w?rd%\n").toString();
        var settings = with(Map.of("DATABASE_PASSWORD_FILE", file, "DATABASE_URL", "postgresql://me%40example.com@localhost/d",
                "DATABASE_URL_UNPOOLED", "postgresql://owner:own@localhost:5433/d"));
        assertThat(settings.url().password()).contains("p@ss/w?rd%");
        assertThat(settings.url().user()).isEqualTo("me@example.com");
        assertThat(settings.unpooled().password()).contains("own");
        var derived = with(Map.of("DATABASE_PASSWORD_FILE", file, "DATABASE_URL", "postgresql://u@x-pooler.example.com/d"));
        assertThat(derived.unpooled().password()).contains("p@ss/w?rd%");
    }

    @Test
    void aPasswordIsGivenOnce(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("password"), "canary").toString();
        assertThatThrownBy(() -> with(Map.of("DATABASE_PASSWORD_FILE", file, "DATABASE_URL", "postgresql://u:p@localhost/d")))
                .isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith("DATABASE_PASSWORD_FILE: is set, and DATABASE_URL");
        assertThatThrownBy(
                () -> with(Map.of("DATABASE_PASSWORD_FILE", file + "-gone", "DATABASE_URL", "postgresql://u@localhost/d")))
                .isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith("DATABASE_PASSWORD_FILE: the file it names is not there");
        assertThatThrownBy(() -> with(Map.of("DATABASE_URL", "postgresql://u@localhost/d")))
                .isInstanceOf(ConfigurationFault.class).hasMessageStartingWith("DATABASE_URL: the password is missing");
    }

    private static DatabaseSettings with(Map<String, String> variables) {
        return DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))));
    }

    private static DatabaseSettings settings(String url, String unpooled, String endpoint) {
        var variables = new HashMap<>(Map.of("DATABASE_URL", "postgresql://u:p@" + url));
        Optional.ofNullable(unpooled).ifPresent(value -> variables.put("DATABASE_URL_UNPOOLED", "postgresql://u:p@" + value));
        Optional.ofNullable(endpoint).ifPresent(value -> variables.put("DATABASE_ENDPOINT", value));
        return DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))));
    }

    private static DatabaseSettings settings(String statement, String search) {
        var variables = new HashMap<>(Map.of("DATABASE_URL", "postgresql://u:p@localhost/d"));
        Optional.ofNullable(statement).ifPresent(value -> variables.put("DATABASE_STATEMENT_TIMEOUT", value));
        Optional.ofNullable(search).ifPresent(value -> variables.put("DATABASE_SEARCH_TIMEOUT", value));
        return DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))));
    }
}
