package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TaskResourceTest {

    static final String UUID_7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    @Test
    void addsATask() {
        ann.adds("""
                {"title":"  Water the plants ","description":"Twice a week","dueOn":"2026-12-24"}""")
                .statusCode(201).header("Location", matchesPattern("/api/tasks/" + UUID_7))
                .header("ETag", matchesPattern("\"[^\"]+\"")).header("Cache-Control", "no-store")
                .body("id", matchesPattern(UUID_7)).body("title", is("Water the plants"))
                .body("description", is("Twice a week")).body("completed", is(false)).body("dueOn", is("2026-12-24"))
                .body("createdAt", matchesPattern(INSTANT)).body("updatedAt", matchesPattern(INSTANT))
                .body("size()", is(7));
    }

    @Test
    void givesWhatWasAdded() {
        var added = ann.adds("{\"title\":\"É, 漢字, 🌱\",\"completed\":true}").statusCode(201).extract();
        var got = ann.asks().get("/api/tasks/" + added.path("id")).then().statusCode(200).extract();
        assertThat(got.body().asString()).isEqualTo(added.body().asString());
        assertThat(got.header("ETag")).isEqualTo(added.header("ETag"));
        ann.asks().get("/api/tasks/" + added.path("id")).then().body("description", nullValue())
                .body("$", org.hamcrest.Matchers.hasKey("description")).body("dueOn", nullValue());
    }

    @Test
    void knowsNothingOfAnUnusedId() {
        var path = "/api/tasks/" + UUID.randomUUID();
        ann.asks().get(path).then().statusCode(404).contentType("application/problem+json")
                .body("type", is("about:blank")).body("status", is(404)).body("instance", notNullValue());
        ann.asks().body("{}").patch(path).then().statusCode(404);
        ann.asks().delete(path).then().statusCode(404);
    }

    @Test
    void putMakesAndReplaces() {
        var path = "/api/tasks/" + UUID.randomUUID();
        ann.asks().body("{\"title\":\"One\",\"description\":\"d\",\"completed\":true,\"dueOn\":\"2026-01-01\"}").put(path)
                .then().statusCode(201).header("Location", path);
        var replaced = ann.asks().body("{\"title\":\"Two\"}").put(path).then().statusCode(200).body("title", is("Two"))
                .body("description", nullValue()).body("completed", is(false)).body("dueOn", nullValue()).extract();
        assertThat(ann.asks().get(path).body().asString()).isEqualTo(replaced.body().asString());
    }

    @Test
    void repeatedPutChangesNothingButTheTag() {
        var path = "/api/tasks/" + UUID.randomUUID();
        ann.asks().body("{\"title\":\"Once\"}").put(path).then().statusCode(201);
        ann.asks().body("{\"title\":\"Once\"}").put(path).then().statusCode(200).body("title", is("Once"));
        ann.asks().get("/api/tasks").then().body("items.size()", is(1));
    }

    @Test
    void patchMergesEitherMediaType() {
        var id = ann.adds("{\"title\":\"One\",\"description\":\"d\",\"dueOn\":\"2026-01-01\"}").extract().path("id");
        ann.asks().body("{\"completed\":true}").patch("/api/tasks/" + id).then().statusCode(200)
                .body("title", is("One")).body("description", is("d")).body("completed", is(true));
        ann.asks().contentType("application/merge-patch+json").body("{\"description\":null,\"title\":\" Two \"}")
                .patch("/api/tasks/" + id).then().statusCode(200).body("title", is("Two"))
                .body("description", nullValue()).body("completed", is(true)).body("dueOn", is("2026-01-01"));
    }

    @Test
    void patchIsCheckedLikeAnyInput() {
        var path = "/api/tasks/" + ann.has("One").getString("id");
        ann.asks().body("{\"title\":\" \"}").patch(path).then().statusCode(422).body("errors[0].field", is("title"));
        ann.asks().body("{\"title\":null}").patch(path).then().statusCode(422);
        ann.asks().body("{\"title\":\"\\u200b\\u2060\"}").patch(path).then().statusCode(422)
                .body("errors[0].field", is("title"))
                .body("errors[0].message", is("must have a character that can be seen"));
        ann.asks().body("{\"colour\":null}").patch(path).then().statusCode(400).body("errors[0].field", is("colour"));
        ann.asks().body("{\"completed\":\"yes\"}").patch(path).then().statusCode(400);
        ann.asks().body("[1]").patch(path).then().statusCode(400);
        ann.asks().body("null").patch(path).then().statusCode(400);
        ann.asks().get(path).then().body("title", is("One"));
    }

    @Test
    void deletesOnce() {
        var path = "/api/tasks/" + ann.has("Gone soon").getString("id");
        ann.asks().delete(path).then().statusCode(204).body(equalTo(""));
        ann.asks().delete(path).then().statusCode(404);
        ann.asks().get(path).then().statusCode(404);
    }

    @Test
    void theTokenOfADeletedAccountWritesNothing() throws SQLException {
        var path = "/api/tasks/" + ann.has("Gone with Ann").getString("id");
        try (var superuser = TestDatabase.running().superuser("neondb");
                var delete = superuser.prepareStatement("delete from accounts where id = ?")) {
            delete.setString(1, ann.id());
            assertThat(delete.executeUpdate()).isEqualTo(1);
        }
        ann.asks().get(path).then().statusCode(404);
        ann.adds("{\"title\":\"x\"}").statusCode(401).body("type", is("/problems/unauthenticated"));
        ann.asks().body("{\"title\":\"x\"}").put(path).then().statusCode(401);
    }

    @Test
    void aChangeMovesUpdatedAtAlone() {
        var task = ann.has("One");
        var path = "/api/tasks/" + task.getString("id");
        var changed = ann.asks().body("{\"completed\":true}").patch(path).jsonPath();
        assertThat(changed.getString("createdAt")).isEqualTo(task.getString("createdAt"));
        assertThat(changed.getString("updatedAt")).isGreaterThanOrEqualTo(task.getString("updatedAt"));
    }
}
