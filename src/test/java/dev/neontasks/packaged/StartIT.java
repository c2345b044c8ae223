package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.Sql;
import dev.neontasks.account.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;

class StartIT {

    static final String KEY = Keys.ecPem();
    static final String AWAY = "postgresql://u:canary-1@localhost:1/d";
    static EmbeddedDatabase database;

    @BeforeAll
    static void startDatabase() {
        database = EmbeddedDatabase.temporary();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATABASE_URL |                                                   | DATABASE_URL: is not set
            DATABASE_URL | postgresql://u:canary-1@localhost/d?sslmode=disable | DATABASE_URL: .*sslmode.*require
            DATABASE_URL | postgresql://u:canary-1@localhost/d?colour=red    | DATABASE_URL: .*colour
            DATABASE_URL_FILE | /etc/hostname                                | DATABASE_URL: is set and so is DATABASE_URL_FILE
            DATABASE_URL_UNPOOLED | nonsense                                 | DATABASE_URL_UNPOOLED: .*
            DATABASE_POOL_MAX | 101                                          | DATABASE_POOL_MAX: '101' is not a whole number from 1 to 100
            DATABASE_WAKE_BUDGET | 10                                        | DATABASE_WAKE_BUDGET: '10' is not a duration
            DATABASE_MIGRATE_AT_START | perhaps                              | DATABASE_MIGRATE_AT_START: 'perhaps' is neither
            PORT         | http                                              | PORT: 'http' is not a whole number
            LOG_FORMAT   | xml                                               | LOG_FORMAT: 'xml' is none of
            JWT_SIGNING_KEY |                                                | JWT_SIGNING_KEY: .*
            JWT_SIGNING_KEY | canary-2                                       | JWT_SIGNING_KEY: .*
            JWT_PREVIOUS_KEYS | canary-3                                     | JWT_PREVIOUS_KEYS: is not made of whole PEM blocks
            JWT_JWKS_URL | http://canary-4.example.com/keys                  | JWT_JWKS_URL: is no https URL
            OTEL_EXPORTER_OTLP_ENDPOINT | canary-5:4318                       | OTEL_EXPORTER_OTLP_ENDPOINT: is no URL of a collector
            SIGN_IN_LIMIT | 10                                               | SIGN_IN_LIMIT: '10' is not a rate
            SIGN_UP_LIMIT | 10/1d                                            | SIGN_UP_LIMIT: '1d' is not a duration
            TRUSTED_PROXIES | 10.0.0.0/8, proxy                              | TRUSTED_PROXIES: 'proxy' is no address or range
            TRUSTED_PROXIES | 10.0.0.0/33                                    | TRUSTED_PROXIES: '10.0.0.0/33' is no address or range
            CORS_ORIGINS | *                                                 | CORS_ORIGINS: '\\*' would let every page call the API
            CORS_ORIGINS | https://app.example.com/                          | CORS_ORIGINS: 'https://app.example.com/' is no origin
            QUARKUS_DATASOURCE_JDBC_URL | jdbc:postgresql://elsewhere/d      | QUARKUS_DATASOURCE_JDBC_URL: .*DATABASE_URL
            QUARKUS_DATASOURCE_JDBC_MAX_SIZE | 200                           | QUARKUS_DATASOURCE_JDBC_MAX_SIZE: .*DATABASE_POOL_MAX
            QUARKUS_DATASOURCE_OTHER_JDBC_URL | jdbc:postgresql://elsewhere/d | QUARKUS_DATASOURCE_OTHER_JDBC_URL: .*
            """)
    void saysInOneLineWhatStopsIt(String variable, String value, String line) {
        var variables = new HashMap<>(Map.of("DATABASE_URL", AWAY, "JWT_SIGNING_KEY", KEY));
        variables.put(variable, value == null ? "" : value);
        try (var service = PackagedService.startQuickly(variables)) {
            assertThat(service.exitCode()).isEqualTo(78);
            assertThat(service.err().lines()).singleElement().asString().matches("neon-tasks: " + line + ".*")
                    .doesNotContain("canary");
            assertThat(service.out()).doesNotContain("canary").doesNotContain("Exception");
        }
    }

    @Test
    void takesSecretsFromFiles(@TempDir Path folder) throws IOException {
        var url = Files.writeString(folder.resolve("url"), database.url() + "\n");
        var key = Files.writeString(folder.resolve("key"), KEY);
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL_FILE", url.toString(), "JWT_SIGNING_KEY_FILE", key.toString()))) {
            await().atMost(Duration.ofSeconds(20)).until(service::isReady);
        }
    }

    @Test
    void needsNoKeyWithAnOutsideIssuer() {
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", database.url(), "JWT_JWKS_URL", "https://localhost:1/keys"))) {
            await().atMost(Duration.ofSeconds(20)).until(service::isReady);
        }
    }

    @Test
    void emptyIsNotSet() {
        try (var service = PackagedService.startQuickly(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", KEY,
                "DATABASE_POOL_MAX", "", "DATABASE_WAKE_BUDGET", "", "HOST", "", "LOG_LEVEL", "", "DATABASE_URL_FILE", ""))) {
            await().atMost(Duration.ofSeconds(20)).until(service::isReady);
        }
    }

    @Test
    void aPortInUseIsAFaultOfItsOwn() throws IOException {
        try (var taken = new ServerSocket(0);
                var service = PackagedService.startQuickly(Map.of("DATABASE_URL", AWAY, "JWT_SIGNING_KEY", KEY, "PORT",
                        Integer.toString(taken.getLocalPort())))) {
            assertThat(service.exitCode()).isEqualTo(71);
            assertThat(service.err().lines()).singleElement().asString()
                    .contains("port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNoPortInUse() {
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", AWAY, "JWT_SIGNING_KEY", KEY, "HOST", "203.0.113.9"))) {
            assertThat(service.exitCode()).isEqualTo(71);
            assertThat(service.err().lines()).singleElement().asString().contains("of 203.0.113.9").doesNotContain("in use");
        }
    }

    @Test
    void aMigrationThatCannotApplyEndsIt() throws SQLException {
        var url = database.createDatabase("conflict");
        Sql.run(database, "conflict", "grant create on schema public to public; create table tasks (another text)");
        try (var service = PackagedService.startQuickly(Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", KEY))) {
            assertThat(service.exitCode()).isEqualTo(65);
            assertThat(service.logged("cannot be migrated")).singleElement().asString().contains("tasks");
            assertThat(service.out()).doesNotContain("\tat ");
        }
    }
}
