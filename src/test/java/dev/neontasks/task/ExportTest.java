package dev.neontasks.task;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

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
    void isForTheOwnerAlone() {
        given().get("/api/me/export").then().statusCode(401).header("WWW-Authenticate", "Bearer");
    }
}
