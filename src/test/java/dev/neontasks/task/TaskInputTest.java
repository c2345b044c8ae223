package dev.neontasks.task;

import static org.hamcrest.Matchers.is;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TaskInputTest {

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "null", "[]", "\"text\"", "{", "{\"title\":\"a\"} x", "{\"title\":1}", "{\"title\":true}",
            "{\"title\":[\"a\"]}", "{\"title\":\"a\",\"completed\":\"true\"}", "{\"title\":\"a\",\"completed\":1}",
            "{\"title\":\"a\",\"dueOn\":\"tomorrow\"}", "{\"title\":\"a\",\"dueOn\":\"2026-02-30\"}",
            "{\"title\":\"a\",\"dueOn\":\"2026-12-24T00:00:00Z\"}", "{\"title\":\"a\",\"dueOn\":[2026,12,24]}",
            "{\"title\":\"a\",\"dueOn\":20000}", "{\"title\":\"a\",\"dueOn\":\"+12026-12-24\"}",
            "{\"title\":\"a\",\"title\":\"b\"}", "{\"title\":\"a\",\"owner\":\"me\"}", "{\"title\":\"a\",\"revision\":\"x\"}" })
    void refusesWhatIsNotOfTheForm(String body) {
        ann.adds(body).statusCode(400).contentType("application/problem+json")
                .body("type", is("/problems/malformed-request"));
        ann.asks().body(body).put("/api/tasks/" + UUID.randomUUID()).then().statusCode(400);
        ann.asks().get("/api/tasks").then().body("items.size()", is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"title\":null}", "{\"title\":\"\"}", "{\"title\":\"  \"}",
            "{\"title\":\"a\\u0000b\"}", "{\"title\":\"\\ud800\"}", "{\"description\":\"no title\"}" })
    void refusesATitleThatBreaksItsRule(String body) {
        ann.adds(body).statusCode(422).body("type", is("/problems/validation")).body("errors[0].field", is("title"));
    }

    @Test
    void countsCodePoints() {
        ann.has("🌱".repeat(200));
        ann.adds("{\"title\":\"" + "🌱".repeat(201) + "\"}").statusCode(422);
        ann.adds("{\"title\":\"a\",\"description\":\"" + "🌱".repeat(4000) + "\"}").statusCode(201);
        ann.adds("{\"title\":\"a\",\"description\":\"" + "x".repeat(4001) + "\"}").statusCode(422)
                .body("errors[0].field", is("description"));
        ann.adds("{\"title\":\"a\",\"description\":\"\\u0000\"}").statusCode(422);
    }

    @Test
    void countsATitleWithoutTheBlanksAroundIt() {
        ann.has(" ".repeat(50) + "x".repeat(200) + " ".repeat(50));
    }

    @Test
    void ignoresWhatTheServiceDecides() {
        var id = UUID.randomUUID();
        ann.adds("{\"id\":\"" + id + "\",\"title\":\"a\",\"createdAt\":\"long ago\",\"updatedAt\":1}").statusCode(201)
                .body("id", org.hamcrest.Matchers.not(id.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "1", "1-1-1-1-1", "not-a-uuid", "0190a000-0000-7000-8000-00000000000g",
            "0190a000000070008000000000000000", "+190a000-0000-7000-8000-000000000000" })
    void refusesABadId(String id) {
        ann.asks().get("/api/tasks/" + id).then().statusCode(400).body("type", is("/problems/malformed-request"));
        ann.asks().body("{\"title\":\"a\"}").put("/api/tasks/" + id).then().statusCode(400);
        ann.asks().body("{}").patch("/api/tasks/" + id).then().statusCode(400);
        ann.asks().delete("/api/tasks/" + id).then().statusCode(400);
    }
}
