package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TaskListTest {

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    @Test
    void isEmptyAtFirst() {
        ann.asks().get("/api/tasks").then().statusCode(200).body("items.size()", is(0)).body("nextCursor", nullValue())
                .body("$", org.hamcrest.Matchers.hasKey("nextCursor"));
    }

    @Test
    void walksAllPagesNewestFirst() {
        IntStream.rangeClosed(1, 25).forEach(number -> ann.has("Task " + number));
        var titles = new ArrayList<String>();
        var pages = 0;
        for (var next = "/api/tasks?limit=10"; next != null; pages++) {
            var page = ann.asks().get(next).then().statusCode(200).extract().jsonPath();
            titles.addAll(page.getList("items.title", String.class));
            var cursor = page.getString("nextCursor");
            next = cursor == null ? null : "/api/tasks?limit=10&cursor=" + cursor;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(titles).containsExactlyElementsOf(
                IntStream.rangeClosed(1, 25).mapToObj(number -> "Task " + (26 - number)).toList());
    }

    /** Pages that are short for their length in bytes: of characters of four bytes, and of those that take six as JSON. */
    @ParameterizedTest
    @CsvSource({ "\uD83D\uDE00,64,33", "'\u0001',64,22", "x,64,64", "\uD83D\uDE00,30,30" })
    void endsAPageAtHalfAMegabyteAndGoesOnInTheNext(String character, int count, int most) throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), count, character.repeat(4_000));
        var ids = new ArrayList<String>();
        var pages = new ArrayList<Integer>();
        var next = "/api/tasks?limit=100";
        while (next != null) {
            var page = ann.asks().get(next).then().statusCode(200).extract();
            assertThat(page.asByteArray()).hasSizeLessThan((512 + 32) << 10);
            ids.addAll(page.<List<String>> path("items.id"));
            pages.add(page.<List<String>> path("items.id").size());
            String cursor = page.path("nextCursor");
            next = cursor == null ? null : "/api/tasks?limit=100&cursor=" + cursor;
        }
        assertThat(ids).hasSize(count).doesNotHaveDuplicates();
        assertThat(pages.get(0)).isEqualTo(most);
        assertThat(pages).doesNotContain(0);
    }

    @Test
    void hasTwentyToAPageUnlessToldOtherwise() {
        IntStream.rangeClosed(1, 21).forEach(number -> ann.has("Task " + number));
        ann.asks().get("/api/tasks").then().body("items.size()", is(20));
        ann.asks().get("/api/tasks?limit=21").then().body("items.size()", is(21)).body("nextCursor", nullValue());
        ann.asks().get("/api/tasks?limit=1").then().body("items.size()", is(1));
    }

    @Test
    void filtersByCompletion() {
        ann.has("Open");
        ann.adds("{\"title\":\"Done\",\"completed\":true}");
        ann.asks().get("/api/tasks?completed=true").then().body("items.title", contains("Done"));
        ann.asks().get("/api/tasks?completed=false").then().body("items.title", contains("Open"));
    }

    @ParameterizedTest
    @CsvSource({ "milk,1", "MILK,1", "50%,1", "%,1", "_,1", "a_b,1", "\\,1", "élan,1", "ÉLAN,1", "nothing like it,0", "'',6",
            "shelf,1" })
    void searchesLiterallyAndWithoutCase(String text, int found) {
        for (var title : List.of("Buy Milk", "Take 50% off", "Name it a_b", "Path c:\\\\temp", "Avec élan")) {
            ann.has(title);
        }
        ann.adds("{\"title\":\"Tidy up\",\"description\":\"Top Shelf first\"}");
        ann.asks().queryParam("q", text).get("/api/tasks").then().statusCode(200).body("items.size()", is(found));
    }

    @ParameterizedTest
    @ValueSource(strings = { "limit=0", "limit=101", "limit=abc", "limit=", "limit=1.5", "limit=-1", "completed=maybe",
            "completed=", "completed=TRUE", "cursor=", "cursor=abc", "cursor=%20", "q=%00", "limit=1&limit=2", "order=title" })
    void refusesABadParameter(String query) {
        ann.asks().urlEncodingEnabled(false).get("/api/tasks?" + query).then().statusCode(400)
                .contentType("application/problem+json").body("type", is("/problems/malformed-request"))
                .body("errors[0].field", is(query.substring(0, query.indexOf('='))));
    }

    @Test
    void aCursorBelongsToItsOwnerAndFilter() {
        ann.has("One");
        ann.has("Two");
        var cursor = ann.asks().get("/api/tasks?limit=1").then().extract().path("nextCursor");
        ann.asks().get("/api/tasks?limit=2&cursor=" + cursor).then().statusCode(200).body("items.title", contains("One"));
        ann.asks().get("/api/tasks?completed=false&cursor=" + cursor).then().statusCode(400);
        ann.asks().get("/api/tasks?q=o&cursor=" + cursor).then().statusCode(400);
        Person.signedUp().asks().get("/api/tasks?cursor=" + cursor).then().statusCode(400);
    }
}
