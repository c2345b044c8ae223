package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;

/** The database is not there when the service starts, and comes later. */
@Tag("timed")
class DatabaseAwayIT {

    static final Duration HEALED = Duration.ofSeconds(3);
    /**
     * With a first migration in it, for which a young JVM loads half of Liquibase: two seconds of a processor, or more of a
     * busy one.
     */
    static final Duration HEALED_AND_MIGRATED = HEALED.plusSeconds(4);
    static final Duration WAKE_BUDGET = Duration.ofSeconds(2);

    static EmbeddedDatabase server;

    /** Nobody has migrated it yet. */
    String database;
    Relay relay;

    @BeforeAll
    static void startServer() {
        server = EmbeddedDatabase.temporary();
    }

    @BeforeEach
    void start(TestInfo test) throws SQLException {
        database = server.createDatabase(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
        relay = new Relay(server.port());
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aClosedPort() throws IOException {
        try (var service = started(relay.url(database))) {
            tellsTheTruth(service, "it refuses connections");
            relay.forward();
            heals(service, HEALED_AND_MIGRATED);
        }
    }

    @Test
    void aBlackHole() throws IOException {
        relay.swallow();
        try (var service = started(relay.url(database))) {
            tellsTheTruth(service, "it did not answer in time");
            relay.forward();
            heals(service, HEALED_AND_MIGRATED);
        }
    }

    @Test
    void aWrongPassword() throws IOException, SQLException {
        Sql.run(server, "postgres", "create role early login password 'right'; alter database " + name(database)
                + " owner to early");
        var wrong = database.replaceFirst("//[^@]+@", "//early:wrong@");
        try (var service = started(wrong)) {
            tellsTheTruth(service, "it does not accept the user or the password");
            Sql.run(server, "postgres", "alter role early password 'wrong'");
            heals(service, HEALED_AND_MIGRATED);
        }
    }

    @Test
    void goesAwayAndComesBack() throws IOException {
        relay.forward();
        try (var service = started(relay.url(database))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            relay.refuse();
            assertThat(service.get("/health/well").statusCode()).isEqualTo(503);
            assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            relay.forward();
            heals(service, HEALED);
            assertThat(service.logged("Database lost")).hasSize(1);
            assertThat(service.logged("Database connected after")).hasSize(1);
            assertThat(service.out()).doesNotContain("Exception");
        }
    }

    private static String name(String url) {
        return url.replaceFirst(".*/([^/?]+)\\?.*", "$1");
    }

    private static PackagedService started(String url) {
        var service = PackagedService.startQuickly(Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", Keys.ecPem(),
                "DATABASE_WAKE_BUDGET", WAKE_BUDGET.toSeconds() + "s"));
        await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/health/live") == 200);
        return service;
    }

    private static void tellsTheTruth(PackagedService service, String reason) throws IOException {
        await().atMost(Duration.ofSeconds(20)).until(() -> service.get("/health/ready").body().contains(reason));
        for (var path : new String[] { "/health/ready", "/health/well", "/health/started", "/health" }) {
            var asked = Instant.now();
            assertThat(service.get(path).statusCode()).as(path).isEqualTo(503);
            assertThat(Duration.between(asked, Instant.now())).as(path).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(service.get("/api/status").body()).contains("\"state\":\"DOWN\"");

        var asked = Instant.now();
        var answer = service.post("/api/auth/sign-in", "{\"email\":\"a@example.com\",\"password\":\"long enough for it\"}");
        assertThat(Duration.between(asked, Instant.now())).isLessThan(WAKE_BUDGET.multipliedBy(2));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("/problems/database-unavailable").contains(reason);

        assertThat(service.logged("Database not reached")).hasSize(1);
        assertThat(service.out()).doesNotContain("Exception").doesNotContain("\\tat ").doesNotContain("localhost:");
        assertThat(service.err()).isEmpty();
    }

    private static void heals(PackagedService service, Duration bound) throws IOException {
        var back = Instant.now();
        await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(10)).until(service::isReady);
        var took = Duration.between(back, Instant.now());
        System.out.printf("ready %d ms after the database came back%n", took.toMillis());
        assertThat(took).isLessThan(bound);
        assertThat(service.get("/health/well").statusCode()).isEqualTo(200);
    }
}
