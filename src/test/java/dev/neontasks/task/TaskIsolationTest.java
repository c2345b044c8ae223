package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

/** Another's task does not exist: every operation answers Bob as it does for an id that was never used. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TaskIsolationTest {

    Person ann;
    Person bob;
    String path;
    Response before;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
        bob = Person.signedUp();
        path = "/api/tasks/" + ann.has("Ann's").getString("id");
        before = ann.asks().get(path);
    }

    @AfterEach
    void annsTaskIsUntouched() {
        var after = ann.asks().get(path);
        assertThat(after.body().asString()).isEqualTo(before.body().asString());
        assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
    }

    @Test
    void isNotListed() {
        bob.asks().get("/api/tasks").then().body("items.size()", is(0));
        bob.asks().get("/api/tasks?q=Ann").then().body("items.size()", is(0));
    }

    @Test
    void isNotRead() {
        looksUnused(path -> bob.asks().get(path));
        looksUnused(path -> tagged("If-None-Match").get(path));
    }

    @Test
    void isNotPatched() {
        looksUnused(path -> bob.asks().body("{\"title\":\"Bob's\"}").patch(path));
        looksUnused(path -> tagged("If-Match").body("{\"title\":\"Bob's\"}").patch(path));
    }

    @Test
    void isNotDeleted() {
        looksUnused(path -> bob.asks().delete(path));
        looksUnused(path -> tagged("If-Match").delete(path));
    }

    @Test
    void putWithItsTagFails() {
        looksUnused(path -> tagged("If-Match").body("{\"title\":\"Bob's\"}").put(path));
    }

    @Test
    void putOfItsIdMakesAnotherTask() {
        bob.asks().body("{\"title\":\"Bob's\"}").put(path).then().statusCode(201);
        bob.asks().get(path).then().statusCode(200).body("title", is("Bob's"));
        bob.asks().body("{\"completed\":true}").patch(path).then().statusCode(200);
        bob.asks().body("{\"title\":\"Bob's second\"}").put(path).then().statusCode(200);
        annsTaskIsUntouched();
        bob.asks().delete(path).then().statusCode(204);
    }

    @Test
    void nobodyGetsAnything() {
        for (var token : new String[] { "", "garbage", ann.token() + "x" }) {
            var someone = new Person("", token, "");
            someone.asks().get(path).then().statusCode(401).header("WWW-Authenticate", "Bearer")
                    .body("type", is("/problems/unauthenticated"));
            someone.asks().get("/api/tasks").then().statusCode(401);
            someone.adds("{\"title\":\"x\"}").statusCode(401);
            someone.asks().body("{\"title\":\"x\"}").put(path).then().statusCode(401);
            someone.asks().body("{}").patch(path).then().statusCode(401);
            someone.asks().delete(path).then().statusCode(401);
        }
    }

    private RequestSpecification tagged(String condition) {
        return bob.asks().header(condition, before.header("ETag"));
    }

    private void looksUnused(Function<String, Response> call) {
        var unused = "/api/tasks/" + UUID.randomUUID();
        var theirs = call.apply(path);
        var nobodys = call.apply(unused);
        assertThat(theirs.statusCode()).isEqualTo(nobodys.statusCode()).isIn(404, 412);
        assertThat(anonymous(theirs, path)).isEqualTo(anonymous(nobodys, unused));
    }

    private static String anonymous(Response response, String path) {
        return response.body().asString().replace(path, "").replace(response.header("X-Request-Id"), "");
    }
}
