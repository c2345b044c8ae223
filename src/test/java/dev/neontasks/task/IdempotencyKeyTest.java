package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

/** A write that is sent again with its key takes effect once, and is answered as it was the first time. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IdempotencyKeyTest {

    private final String key = UUID.randomUUID().toString();
    private final String path = "/api/tasks/" + UUID.randomUUID();
    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    @Test
    void addsOnce() {
        var first = keyed().body(content("One")).post("/api/tasks");
        assertThat(first.statusCode()).isEqualTo(201);
        ann.asks().delete(first.header("Location")).then().statusCode(204);
        assertIsReplay(keyed().body(content("One")).post("/api/tasks"), first);
        assertThat(titles()).isEmpty();
    }

    @Test
    void putsOnce() {
        var first = keyed().body("""
                {"title":"One","description":"It","completed":true,"dueOn":"2026-12-24"}""").put(path);
        assertThat(first.statusCode()).isEqualTo(201);
        ann.asks().body(content("Two")).put(path).then().statusCode(200);
        assertIsReplay(keyed().body("""
                {"completed":true,"description":"It","dueOn":"2026-12-24","title":" One "}""").put(path), first);
        assertThat(titles()).containsExactly("Two");
    }

    @Test
    void changesOnce() {
        ann.asks().body("{\"title\":\"One\",\"description\":\"It\"}").put(path).then().statusCode(201);
        var first = keyed().body("{\"completed\":true,\"title\":\"Two\"}").patch(path);
        assertThat(first.statusCode()).isEqualTo(200);
        ann.asks().body(content("Three")).put(path).then().statusCode(200);
        assertIsReplay(keyed().body("{\"title\":\"Two\",\"completed\":true}").patch(path), first);
        assertThat(titles()).containsExactly("Three");
    }

    @Test
    void removesOnce() {
        put("One");
        var first = keyed().delete(path);
        assertThat(first.statusCode()).isEqualTo(204);
        put("Two");
        assertIsReplay(keyed().delete(path), first);
        assertThat(titles()).containsExactly("Two");
    }

    @Test
    void isAnsweredAsBeforeThoughItsConditionHoldsNoMore() {
        var tag = put("One");
        var first = keyed().header("If-Match", tag).body(content("Two")).put(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertIsReplay(keyed().header("If-Match", tag).body(content("Two")).put(path), first);
        assertIsReplay(keyed().header("If-Match", "W/" + tag.replaceFirst("\"$", "-gzip\"")).body(content("Two")).put(path),
                first);
    }

    @Test
    void isTheSameWithAndWithoutQuotes() {
        var first = ann.asks().header("Idempotency-Key", "\"" + key + "\"").body(content("One")).post("/api/tasks");
        assertIsReplay(keyed().body(content("One")).post("/api/tasks"), first);
    }

    @Test
    void belongsToOneWrite() {
        var tag = put("One");
        assertThat(keyed().header("If-Match", tag).body(content("Two")).put(path).statusCode()).isEqualTo(200);
        for (var other : List.<Function<RequestSpecification, Response>> of(
                ask -> ask.header("If-Match", tag).body(content("Three")).put(path),
                ask -> ask.header("If-Match", tag).body("{\"title\":\"Two\",\"description\":\"\"}").put(path),
                ask -> ask.header("If-Match", tag).body(content("Two")).put("/api/tasks/" + UUID.randomUUID()),
                ask -> ask.header("If-Match", "*").body(content("Two")).put(path),
                ask -> ask.header("If-None-Match", tag).body(content("Two")).put(path),
                ask -> ask.body(content("Two")).put(path),
                ask -> ask.header("If-Match", tag).body(content("Two")).patch(path),
                ask -> ask.header("If-Match", tag).delete(path),
                ask -> ask.body(content("Two")).post("/api/tasks"))) {
            other.apply(keyed()).then().statusCode(422).contentType("application/problem+json")
                    .body("type", is("/problems/idempotency-key-reused"))
                    .body("title", is("Idempotency key reused")).body("errors", nullValue());
        }
        assertThat(titles()).containsExactly("Two");
    }

    /** A name that reads like two members, half a character, and what a question mark stands for. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "{\"completed\":true,\"title\":\"One\"} | {\"completed=true, title\":\"One\"}",
            "{\"title\":\"?\"} | {\"title\":\"\\ud800\"}", "{\"title\":\"?\"} | {\"title\":\"é\"}" })
    void belongsToOneChange(String change, String other) {
        put("Zero");
        assertThat(keyed().body(change).patch(path).statusCode()).isEqualTo(200);
        keyed().body(other).patch(path).then().statusCode(422).body("type", is("/problems/idempotency-key-reused"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = { "{\"title\":\"é\"} | {\"title\":\"\\u00e9\"}",
            "{\"title\":\"One\",\"completed\":null} | { \"completed\" : null, \"title\" : \"One\" }" })
    void isTheSameHoweverAChangeIsSpelt(String change, String same) {
        put("Zero");
        var first = keyed().body(change).patch(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertIsReplay(keyed().body(same).patch(path), first);
    }

    @Test
    void isItsOwnersAlone() {
        keyed().body(content("Ann's")).post("/api/tasks").then().statusCode(201);
        ann = Person.signedUp();
        var bobs = keyed().body(content("Bob's")).post("/api/tasks");
        assertThat(bobs.statusCode()).isEqualTo(201);
        assertThat(bobs.header("Idempotency-Replayed")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\"\"", "\"", "\"half", "two words", "tab\tbed", "é",
            "12345678901234567890123456789012345678901234567890123456789012345" })
    void isOfAForm(String malformed) {
        ann.asks().header("Idempotency-Key", malformed).body(content("One")).post("/api/tasks").then().statusCode(400)
                .body("type", is("/problems/malformed-request")).body("errors[0].field", is("Idempotency-Key"));
        assertThat(titles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "~!#$%&'()*+,-./:;<=>?@[\\]^_`{|}",
            "1234567890123456789012345678901234567890123456789012345678901234",
            "\"1234567890123456789012345678901234567890123456789012345678901234\"" })
    void mayBeAnythingVisible(String given) {
        ann.asks().header("Idempotency-Key", given).body(content("One")).post("/api/tasks").then().statusCode(201);
        ann.asks().header("Idempotency-Key", given).body(content("One")).post("/api/tasks").then().statusCode(201)
                .header("Idempotency-Replayed", "true");
        assertThat(titles()).containsExactly("One");
    }

    @Test
    void isSentOnce() {
        ann.asks().header("Idempotency-Key", "a", "b").body(content("One")).post("/api/tasks").then().statusCode(400);
    }

    /** What was refused had no effect: the same write may be tried with the same key until it has one. */
    @Test
    void mayBeUsedAgainAfterARefusal() {
        for (var i = 0; i < 2; i++) {
            keyed().body("{\"completed\":true}").patch(path).then().statusCode(404).header("Idempotency-Replayed", nullValue());
        }
        put("One");
        var first = keyed().body("{\"completed\":true}").patch(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertIsReplay(keyed().body("{\"completed\":true}").patch(path), first);
        keyed().body("{\"completed\":false}").patch(path).then().statusCode(422);
    }

    @Test
    void mayBeUsedAgainForANewTask() {
        put("One");
        keyed().header("If-None-Match", "*").body(content("Two")).put(path).then().statusCode(412);
        ann.asks().delete(path).then().statusCode(204);
        keyed().header("If-None-Match", "*").body(content("Two")).put(path).then().statusCode(201)
                .header("Idempotency-Replayed", nullValue());
    }

    @Test
    void mayBeUsedAgainForARemoval() {
        keyed().delete(path).then().statusCode(404);
        put("One");
        keyed().delete(path).then().statusCode(204).header("Idempotency-Replayed", nullValue());
        keyed().delete(path).then().statusCode(204).header("Idempotency-Replayed", "true");
    }

    /** Half of them at the same moment as the first. */
    @Test
    void takesEffectOnceHoweverOftenItIsSent() {
        var statuses = IntStream.range(0, 50).boxed().flatMap(turn -> {
            var turns = UUID.randomUUID().toString();
            var title = "Turn " + turn;
            var together = IntStream.range(0, 2).parallel().mapToObj(i -> add(turns, title)).toList();
            var later = IntStream.range(0, 2).mapToObj(i -> add(turns, title)).toList();
            assertThat(List.of(together.get(1), later.get(0), later.get(1)))
                    .allMatch(answer -> answer.body().asString().equals(together.get(0).body().asString()))
                    .allMatch(answer -> answer.header("ETag").equals(together.get(0).header("ETag")));
            return Stream.of(together, later).flatMap(List::stream);
        }).map(Response::statusCode).toList();
        assertThat(statuses).hasSize(200).containsOnly(201);
        assertThat(ann.asks().get("/api/tasks?limit=100").jsonPath().getList("items.title")).hasSize(50)
                .doesNotHaveDuplicates();
    }

    private Response add(String key, String title) {
        return ann.asks().header("Idempotency-Key", key).body(content(title)).post("/api/tasks");
    }

    private RequestSpecification keyed() {
        return ann.asks().header("Idempotency-Key", key);
    }

    private String put(String title) {
        return ann.asks().body(content(title)).put(path).then().statusCode(201).extract().header("ETag");
    }

    private List<String> titles() {
        return ann.asks().get("/api/tasks").jsonPath().getList("items.title");
    }

    private static String content(String title) {
        return "{\"title\":\"" + title + "\"}";
    }

    private static void assertIsReplay(Response again, Response first) {
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body().asString()).isEqualTo(first.body().asString());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }
}
