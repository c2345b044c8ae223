package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.Keys;
import dev.neontasks.api.HttpTwo;
import dev.neontasks.wire.RawHttp;

/** All that the service serves is under BASE_PATH, and says so of itself. */
@Tag("packaged")
class BasePathIT {

    private static final String BASE = "/team/tasks";

    private static PackagedService service;

    @BeforeAll
    static void start() throws SQLException {
        var url = TestDatabase.running().createDatabase(UUID.randomUUID().toString());
        service = PackagedService.startQuickly(Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", Keys.ecPem(), "BASE_PATH",
                BASE + "/"));
        await().atMost(Duration.ofSeconds(60)).until(() -> service.status(BASE + "/health/ready") == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/health", "/health/live", "/health/ready", "/health/started", "/health/well", "/api/status",
            "/.well-known/jwks.json", "/openapi", "/docs/" })
    void everythingIsUnderIt(String path) throws IOException {
        assertThat(service.get(BASE + path).statusCode()).isEqualTo(200);
        assertThat(service.get(BASE + path).headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/health", "/health/live", "/api/status", "/openapi", "/team", "/team/",
            "/team/tasksapi/status",
            "/team/tasks/../../api/status", "/TEAM/tasks/api/status" })
    void nothingIsBesideIt(String path) throws IOException {
        var answer = service.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(JsonPath.from(answer.body()).getString("instance")).startsWith(path + "#");
    }

    @Test
    void aSessionIsKeptThere() throws IOException {
        var begun = signUp();
        assertThat(begun.headers().allValues("Set-Cookie")).hasSizeGreaterThan(1)
                .allSatisfy(cookie -> assertThat(cookie).containsPattern("(?i);\\s*path=" + BASE + "/api/auth;"));
        var cookie = begun.headers().allValues("Set-Cookie").stream().filter(text -> text.contains("refresh_token"))
                .findFirst().orElseThrow().split(";")[0];
        var renewed = service.send(service.request(BASE + "/api/auth/refresh").header("Cookie", cookie)
                .POST(BodyPublishers.noBody()).build());
        assertThat(renewed.statusCode()).isEqualTo(200);
        var ended = service.send(service.request(BASE + "/api/auth/sign-out").header("Cookie", cookie)
                .POST(BodyPublishers.noBody()).build());
        assertThat(ended.headers().allValues("Set-Cookie"))
                .allSatisfy(text -> assertThat(text).containsPattern("(?i);\\s*path=" + BASE + "/api/auth;"));
    }

    @Test
    void aNewTaskIsFoundWhereTheAnswerSays() throws IOException {
        var token = JsonPath.from(signUp().body()).getString("accessToken");
        var made = service.send(service.request(BASE + "/api/tasks").header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"title\":\"one\"}")).build());
        var location = made.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(BASE + "/api/tasks/");
        assertThat(service.send(service.request(location).header("Authorization", "Bearer " + token).build()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({ "/api/tasks, 401", "/api/nothing, 404", "/api/tasks/%zz, 400", "/nothing, 404" })
    void aProblemSaysWhereItWas(String path, int status) throws IOException {
        var answer = RawHttp.ask(service.port,
                "GET " + BASE + path + "?x=1 HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: close\r\n\r\n");
        assertThat(answer.statuses()).containsExactly(status);
        assertThat(answer.text()).contains("\"instance\":\"" + BASE + path + "#");
    }

    /** Over HTTP/2, too, where a path that cannot be decoded comes further. */
    @ParameterizedTest
    @CsvSource({ "/api/tasks, 401", "/api/nothing, 404", "/api/tasks/%zz, 400", "/%zz, 400", "/health/live, 200" })
    void aConnectionThatManyShareIsAnsweredAlike(String path, int status) throws Exception {
        try (var connection = new HttpTwo(service.port)) {
            var answer = connection.get(BASE + path);
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.headers()).containsKeys("x-request-id", "x-content-type-options");
            if (status >= 400) {
                assertThat(answer.body()).contains("\"instance\":\"" + BASE + path + "#");
                assertThat(connection.get(path).status()).isEqualTo(status == 400 ? 400 : 404);
            }
        }
        assertThat(service.logged("ERROR")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "POST, /health, 405", "OPTIONS, /health/ready, 204", "PUT, /openapi, 405", "OPTIONS, /openapi, 204",
            "POST, /docs/, 405", "DELETE, /, 405", "POST, /health/nothing, 404", "OPTIONS, /nothing, 404" })
    void whereThereIsOnlySomethingToReadItSaysSo(String method, String path, int status) throws IOException {
        var answer = service.send(service.request(BASE + path).method(method, BodyPublishers.noBody()).build());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow"))
                .isEqualTo(status == 404 ? Optional.empty() : Optional.of("GET, HEAD, OPTIONS"));
        assertThat(service.send(service.request(path).method(method, BodyPublishers.noBody()).build()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRequestForAnotherHostIsRefusedAsEver() throws IOException {
        for (var host : new String[] { "localhost", "other.example" }) {
            var answer = RawHttp.ask(service.port, "GET http://localhost" + BASE
                    + "/api/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertThat(answer.statuses()).containsExactly(host.equals("localhost") ? 200 : 400);
        }
    }

    @Test
    void aBodyIsAsLargeAsATaskMayBe() throws IOException {
        var token = JsonPath.from(signUp().body()).getString("accessToken");
        var made = service.send(service.request(BASE + "/api/tasks/" + UUID.randomUUID())
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"title\":\"one\"" + " ".repeat(30_000) + "}")).build());
        assertThat(made.statusCode()).isEqualTo(201);
    }

    @Test
    void metricsKnowThePathsOfTheDescription() throws IOException {
        service.get(BASE + "/api/status");
        service.get(BASE + "/health/live");
        service.get(BASE + "/nothing/of/ours");
        var told = service.send(service.managementRequest("/metrics")).body();
        assertThat(told).containsPattern("http_server_requests_seconds_count\\{.*uri=\"/api/status\"")
                .containsPattern("http_server_requests_seconds_count\\{.*uri=\"/health/live\"").doesNotContain("/team");
    }

    @Test
    void whatDescribesItLeadsThere() throws IOException {
        assertThat(service.get(BASE + "/docs/").body()).doesNotContainPattern("['\"]/openapi");
        var document = JsonPath.from(service.send(service.request(BASE + "/openapi")
                .header("Accept", "application/json").build()).body());
        var server = service.request(BASE + "/openapi").build().uri().resolve(document.getString("servers[0].url"));
        assertThat(server.getPath()).isEqualTo(BASE + "/");
        assertThat(service.get(BASE + "/docs").headers().firstValue("Location").orElse(BASE + "/docs/")).startsWith(BASE);
    }

    @Test
    void theHealthCheckOfAContainerFindsIt() {
        var port = Integer.toString(service.port);
        try (var there = PackagedService.startQuickly(Map.of("PORT", port, "BASE_PATH", BASE), "alive");
                var elsewhere = PackagedService.startQuickly(Map.of("PORT", port), "alive")) {
            assertThat(there.exitCode()).isZero();
            assertThat(elsewhere.exitCode()).isEqualTo(1);
        }
    }

    private static HttpResponse<String> signUp() throws IOException {
        var answer = service.post(BASE + "/api/auth/sign-up", "{\"email\":\"%s@example.com\",\"password\":\"%s\"}"
                .formatted(UUID.randomUUID(), Person.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer;
    }
}
