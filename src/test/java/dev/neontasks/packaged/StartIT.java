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
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;

@Tag("packaged")
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

    /** One of each class that reads variables. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATABASE_URL |                                                   | DATABASE_URL: is not set
            DATABASE_URL | postgresql://u:canary-1@localhost:1/d&sslmode=require | DATABASE_URL: there is an & before any \\?
            DATABASE_URL | postgresql://u:canary-1@localhost:1/d?sslrootcert=/no/canary | DATABASE_URL: sslrootcert names a file that is not
            DATABASE_URL | postgresql://u:canary-1@localhost:1/d?sslrootcert=/etc/hostname | DATABASE_URL: sslrootcert names a file without
            JWT_SIGNING_KEY |                                                | JWT_SIGNING_KEY: is not set
            JWT_SIGNING_KEY | canary-2                                       | JWT_SIGNING_KEY: .*
            SIGN_IN_LIMIT | 10                                               | SIGN_IN_LIMIT: '10' is not a rate
            TRUSTED_PROXIES | 10.0.0.0/8, proxy                              | TRUSTED_PROXIES: 'proxy' is no address or range
            HOST | no-such-host.invalid                                      | HOST: no address is known for 'no-such-host.invalid'
            MANAGEMENT_HOST | no-such-host.invalid                           | MANAGEMENT_HOST: no address is known for .*
            BASE_PATH | tasks                                                | BASE_PATH: 'tasks' is no path; write one like /tasks
            CORS_ORIGINS | *                                                 | CORS_ORIGINS: '\\*' would let every page call the API
            QUARKUS_DATASOURCE_JDBC_URL | jdbc:postgresql://elsewhere/d      | QUARKUS_DATASOURCE_JDBC_URL: .*DATABASE_URL
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
    void takesSecretsFromFilesAndEmptyForNotSet(@TempDir Path folder) throws IOException {
        var url = Files.writeString(folder.resolve("url"), database.url() + "\n");
        var key = Files.writeString(folder.resolve("key"), KEY);
        try (var service = PackagedService.startQuickly(Map.of("DATABASE_URL_FILE", url.toString(), "JWT_SIGNING_KEY_FILE",
                key.toString(), "DATABASE_URL", "", "DATABASE_POOL_MAX", "", "DATABASE_WAKE_BUDGET", "", "HOST", "",
                "LOG_LEVEL", ""))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
        }
    }

    /** Of which PostgreSQL does not know the first, and some builds of it not the second. */
    @ParameterizedTest
    @ValueSource(strings = { "IST", "Asia/Calcutta" })
    void startsInATimeZoneThatTheServerDoesNotKnow(String zone) {
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", KEY, "TZ", zone))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
        }
    }

    @Test
    void needsNoKeyWithAnOutsideIssuer() {
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", AWAY, "JWT_JWKS_URL", "https://localhost:1/keys"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/health/live") == 200);
        }
    }

    /** Nobody is answered, and nothing of theirs gets into the log, by a start that fails. */
    @ParameterizedTest
    @ValueSource(strings = { "PORT", "MANAGEMENT_PORT" })
    void aPortInUseIsAFaultOfItsOwn(String variable) throws IOException {
        try (var taken = new ServerSocket(0);
                var service = PackagedService.startQuickly(Map.of("DATABASE_URL", AWAY, "JWT_SIGNING_KEY", KEY, variable,
                        Integer.toString(taken.getLocalPort())))) {
            if (variable.equals("MANAGEMENT_PORT")) {
                while (service.isAlive()) {
                    assertThat(service.status("/health/live")).isZero();
                }
            }
            assertThat(service.exitCode()).isEqualTo(71);
            assertThat(service.err().lines()).containsExactly(
                    "neon-tasks: port " + taken.getLocalPort() + " is in use; set " + variable + " to a free one");
            assertThat(service.out()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "HOST", "MANAGEMENT_HOST" })
    void anAddressOfAnotherMachineIsNoPortInUse(String variable) {
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", AWAY, "JWT_SIGNING_KEY", KEY, variable, "203.0.113.9"))) {
            assertThat(service.exitCode()).isEqualTo(71);
            assertThat(service.err().lines()).singleElement().asString().startsWith("neon-tasks: cannot listen on ")
                    .contains("set " + variable + " and ").doesNotContain("in use");
            assertThat(service.out()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    @Test
    void aMigrationThatCannotApplyEndsIt() throws SQLException {
        var url = database.createDatabase("conflict");
        Sql.run(database, "conflict", "grant create on schema public to public; create table tasks (another text)");
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", KEY, "LC_ALL", "C"))) {
            assertThat(service.exitCode()).isEqualTo(65);
            assertThat(service.logged("cannot be migrated")).singleElement().asString().contains("tasks", " – ");
            assertThat(service.out()).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "LATIN1", "EUC_JP", "MULE_INTERNAL" })
    void anEncodingThatDoesNotHoldEveryTextEndsIt(String encoding) throws SQLException {
        var variables = Map.of("DATABASE_URL", inEncoding(encoding), "JWT_SIGNING_KEY", KEY);
        try (var service = PackagedService.startQuickly(variables)) {
            assertThat(service.exitCode()).isEqualTo(65);
            assertThat(service.logged("cannot be migrated")).singleElement().asString().contains("encoding", "ENCODING 'UTF8'");
            assertThat(service.out()).doesNotContain("\tat ");
        }
        try (var doctor = PackagedService.startQuickly(variables, "doctor")) {
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.out()).contains("ENCODING_UNFIT");
        }
    }

    @Test
    void oneThatTakesAnyBytesIsWarnedOf() throws SQLException {
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", inEncoding("SQL_ASCII"), "JWT_SIGNING_KEY", KEY))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            assertThat(service.logged("SQL_ASCII")).singleElement().asString().contains("WARN");
        }
    }

    private static String inEncoding(String name) throws SQLException {
        var database = "in_" + name.toLowerCase(Locale.ROOT);
        Sql.run(StartIT.database, "postgres", "create database " + database + " owner neondb_owner encoding '" + name
                + "' locale_provider libc locale 'C' template template0");
        return StartIT.database.url().replace("/neondb?", "/" + database + "?");
    }
}
