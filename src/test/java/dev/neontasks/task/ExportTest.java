package dev.neontasks.task;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

@QuarkusTest
class ExportTest {

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
        Person.signedUp().has("Bob's");
    }

    @Test
    void isTheAccountAndItsTasksAsTheApiAnswersThem() {
        ann.has("Grüße \\\"quoted\\\"");
        ann.has("Water the plants");
        Map<String, Object> user = ann.asks().get("/api/me").then().extract().path("");
        List<Object> tasks = ann.asks().get("/api/tasks").then().extract().path("items");
        ann.asks().get("/api/me/export").then().statusCode(200).contentType("application/json")
                .header("Cache-Control", "no-store").body("user", equalTo(user)).body("tasks", equalTo(tasks))
                .body("size()", is(2));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 199, 200, 201, 400, 1001 })
    void isComplete(int count) throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), count);
        List<String> ids = ann.asks().get("/api/me/export").then().statusCode(200).extract().path("tasks.id");
        assertThat(ids).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void isCompleteHoweverLongItsTasksAre() throws SQLException {
        TestTasks.addLong(TestDatabase.running(), ann.id(), 20);
        TestTasks.add(TestDatabase.running(), ann.id(), 20, "\u0001".repeat(4_000));
        TestTasks.add(TestDatabase.running(), ann.id(), 201);
        List<String> ids = ann.asks().get("/api/me/export").then().statusCode(200).extract().path("tasks.id");
        assertThat(ids).hasSize(241).doesNotHaveDuplicates();
    }

    @Test
    void isOneAtATimeForEachAccount() throws IOException, SQLException {
        TestTasks.addLong(TestDatabase.running(), ann.id(), 200);
        try (var first = begun(ann)) {
            var second = ann.asks().get("/api/me/export").then().statusCode(429).header("Retry-After", "10").extract();
            assertThat(second.<String> path("type")).isEqualTo("/problems/too-many-requests");
            assertThat(second.<String> path("detail")).startsWith("An export of this account is under way.");
            Person.signedUp().asks().get("/api/me/export").then().statusCode(200);
            assertThat(first.getInputStream().read()).isPositive();
        }
        // Its client is gone.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> ann.asks().get("/api/me/export").then().statusCode(200).body("tasks", hasSize(200)));
        ann.asks().get("/api/me/export").then().statusCode(200);
    }

    /** One that is not read. */
    private Socket begun(Person person) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        socket.getOutputStream().write("GET /api/me/export HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(person.token()).getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        return socket;
    }

    @Test
    void isForTheOwnerAlone() {
        given().get("/api/me/export").then().statusCode(401).header("WWW-Authenticate", "Bearer");
    }
}
