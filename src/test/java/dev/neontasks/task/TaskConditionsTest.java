package dev.neontasks.task;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TaskConditionsTest {

    static final String STALE = "\"0190a000-0000-7000-8000-000000000000\"";

    Person ann;
    String path;
    String tag;
    String unused;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
        path = "/api/tasks/" + ann.has("One").getString("id");
        tag = ann.asks().get(path).header("ETag");
        unused = "/api/tasks/" + UUID.randomUUID();
    }

    @Test
    void anUnchangedTaskIsNotSentAgain() {
        ifNoneMatch(tag).get(path).then().statusCode(304).header("ETag", tag);
        ifNoneMatch("W/" + tag).get(path).then().statusCode(304);
        ifNoneMatch(STALE + ", " + tag).get(path).then().statusCode(304);
        ifNoneMatch("*").get(path).then().statusCode(304);
        ifNoneMatch(STALE).get(path).then().statusCode(200);
    }

    @Test
    void everyWriteMakesANewTag() {
        var second = ann.asks().body("{}").patch(path).then().statusCode(200).extract().header("ETag");
        ifNoneMatch(tag).get(path).then().statusCode(200).header("ETag", second);
    }

    @Test
    void ifMatchGuardsEveryWrite() {
        ifMatch(STALE).body("{\"title\":\"x\"}").put(path).then().statusCode(412);
        ifMatch(STALE).body("{\"title\":\"x\"}").patch(path).then().statusCode(412);
        ifMatch(STALE).delete(path).then().statusCode(412).contentType("application/problem+json");
        var second = ifMatch(tag).body("{\"title\":\"Two\"}").put(path).then().statusCode(200).extract().header("ETag");
        ifMatch(tag).body("{\"title\":\"x\"}").patch(path).then().statusCode(412);
        var third = ifMatch(second).body("{\"title\":\"Three\"}").patch(path).then().statusCode(200).extract().header("ETag");
        ifMatch(third).delete(path).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = { "W/\"%s\"", "\"%s-gzip\"", "\"%s;gzip\"", "\"%s--gzip\"", "\"%s\"-gzip", "\"%s\";br",
            "W/\"%s-br\"",
            "\"%s-zstd\"", "\"%s-deflate\"", "\"%s-x-gzip\"", "\"other\", W/\"%s-gzip\"" })
    void whatAProxyMakesOfATagIsTheSameTag(String form) {
        var made = form.formatted(tag.replace("\"", ""));
        ifNoneMatch(made).get(path).then().statusCode(304).header("ETag", tag);
        ifNoneMatch(made).body("{\"title\":\"x\"}").put(path).then().statusCode(412);
        var second = ifMatch(made).body("{\"title\":\"Two\"}").patch(path).then().statusCode(200).extract().header("ETag");
        ifNoneMatch(made).get(path).then().statusCode(200);
        ifMatch(made).delete(path).then().statusCode(412);
        ifMatch(form.formatted(second.replace("\"", ""))).delete(path).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = { "w/\"%s\"", "\"%s-gzi\"", "\"-gzip%s\"", "\"%s-\"", "\"%s\"gzip", "W/%s", "\"%s\"-gzip-gzip",
            "\"*\"", "\"\"",
            "\"%s" })
    void nothingElseIs(String form) {
        ifMatch(form.formatted(tag.replace("\"", ""))).body("{\"title\":\"x\"}").patch(path).then().statusCode(412);
    }

    @Test
    void garbageMatchesNothing() {
        ifMatch("garbage").body("{\"title\":\"x\"}").patch(path).then().statusCode(412);
        ifMatch(tag.replace("\"", "")).delete(path).then().statusCode(412);
        ifMatch("junk" + tag).delete(path).then().statusCode(412);
    }

    @Test
    void garbageBesideATagLetsNoChangeThrough() {
        ifNoneMatch("garbage").body("{\"title\":\"x\"}").put(path).then().statusCode(412);
        ifNoneMatch(tag + ", junk").body("{\"title\":\"x\"}").patch(path).then().statusCode(412);
        ifNoneMatch("junk" + STALE).delete(path).then().statusCode(412);
        ifNoneMatch(tag + ", junk").get(path).then().statusCode(200);
        ifNoneMatch(STALE).delete(path).then().statusCode(204);
    }

    @Test
    void anyTagMatchesTheStar() {
        ifMatch("*").body("{\"title\":\"x\"}").patch(path).then().statusCode(200);
        ifMatch("*").delete(path).then().statusCode(204);
    }

    @Test
    void nothingMatchesWhereNothingIs() {
        ifMatch("*").body("{\"title\":\"x\"}").put(unused).then().statusCode(412);
        ifMatch(STALE).body("{\"title\":\"x\"}").put(unused).then().statusCode(412);
        ifMatch("*").body("{\"title\":\"x\"}").patch(unused).then().statusCode(404);
        ifMatch("*").delete(unused).then().statusCode(404);
        ann.asks().get(unused).then().statusCode(404);
    }

    @Test
    void ifNoneMatchStarMakesOnly() {
        ifNoneMatch("*").body("{\"title\":\"x\"}").put(path).then().statusCode(412);
        ifNoneMatch("*").body("{\"title\":\"x\"}").put(unused).then().statusCode(201);
        ifNoneMatch("*").body("{\"title\":\"x\"}").put(unused).then().statusCode(412);
    }

    private RequestSpecification ifMatch(String value) {
        return ann.asks().header("If-Match", value);
    }

    private RequestSpecification ifNoneMatch(String value) {
        return ann.asks().header("If-None-Match", value);
    }
}
