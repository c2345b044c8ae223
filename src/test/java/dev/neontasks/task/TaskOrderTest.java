package dev.neontasks.task;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TaskOrderTest {

    private static final String TODAY = "2026-12-24";
    private static final Map<String, Predicate<Listed>> WHEN = Map.of("overdue",
            task -> task.dueOn() != null && task.dueOn().compareTo(TODAY) < 0, "today", task -> TODAY.equals(task.dueOn()),
            "upcoming", task -> task.dueOn() != null && task.dueOn().compareTo(TODAY) > 0, "none",
            task -> task.dueOn() == null, "", task -> true);

    private record Listed(String id, String dueOn, String createdAt, boolean completed) {

        static Listed of(Map<String, ?> json) {
            return new Listed((String) json.get("id"), (String) json.get("dueOn"), (String) json.get("createdAt"),
                    (Boolean) json.get("completed"));
        }

        static Comparator<Listed> byDay() {
            return comparing(Listed::dueOn, nullsLast(naturalOrder())).thenComparing(Listed::createdAt)
                    .thenComparing(Listed::id);
        }

        static Comparator<Listed> newestFirst() {
            return comparing(Listed::createdAt).thenComparing(Listed::id).reversed();
        }
    }

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    /** Each fourth has no date, many share one, some a time of creation; a third is done. */
    private void add(int count, String description) throws SQLException {
        try (var superuser = TestDatabase.running().superuser("neondb");
                var insert = superuser.prepareStatement("insert into tasks (owner, id, title, description, completed, due_on,"
                        + " created_at, updated_at, revision) select ?, gen_random_uuid(), 'Task ' || i, ?, i % 3 = 0,"
                        + " case when i % 4 > 0 then date '2026-12-24' + i % 5 - 2 end,"
                        + " timestamptz '2026-01-01' + (i / 3) * interval '1 second', now(), gen_random_uuid()"
                        + " from generate_series(1, ?) i")) {
            insert.setString(1, ann.id());
            insert.setString(2, description);
            insert.setInt(3, count);
            insert.executeUpdate();
        }
    }

    private List<Listed> walk(String query) {
        var found = new ArrayList<Listed>();
        for (var next = "/api/tasks?" + query; next != null;) {
            var page = ann.asks().get(next).then().statusCode(200).extract().jsonPath();
            page.<Map<String, ?>> getList("items").forEach(task -> found.add(Listed.of(task)));
            var cursor = page.getString("nextCursor");
            next = cursor == null ? null : "/api/tasks?" + query + "&cursor=" + cursor;
        }
        return found;
    }

    /** Pages of any length have all, once, in the order of the whole. */
    @ParameterizedTest
    @CsvSource({ "created,''", "created,overdue", "created,today", "created,upcoming", "created,none", "due,''", "due,overdue",
            "due,today", "due,upcoming", "due,none" })
    void walksAllPagesInOrder(String sort, String due) throws SQLException {
        add(60, null);
        var all = walk("limit=100");
        assertThat(all).hasSize(60);
        for (var completed : new String[] { "", "&completed=false", "&completed=true" }) {
            var expected = all.stream().filter(WHEN.get(due))
                    .filter(task -> completed.isEmpty() || completed.endsWith("=" + task.completed()))
                    .sorted(sort.equals("due") ? Listed.byDay() : Listed.newestFirst()).toList();
            for (var limit : new int[] { 1, 7, 100 }) {
                var query = "sort=" + sort + completed + "&limit=" + limit
                        + (due.isEmpty() ? "" : "&due=" + due + "&today=" + TODAY);
                assertThat(walk(query)).as(query).isEqualTo(expected);
                assertThat(walk(query + "&counts=true" + (due.isEmpty() ? "&today=" + TODAY : ""))).as("counted " + query)
                        .isEqualTo(expected);
            }
        }
        assertThat(walk("sort=" + sort + "&q=1" + (due.isEmpty() ? "" : "&due=" + due + "&today=" + TODAY)))
                .isSubsetOf(all).isSortedAccordingTo(sort.equals("due") ? Listed.byDay() : Listed.newestFirst());
    }

    @Test
    void goesOnAfterAPageThatIsShortForItsLength() throws SQLException {
        add(70, "\uD83D\uDE00".repeat(4_000));
        assertThat(walk("sort=due&limit=100")).hasSize(70).doesNotHaveDuplicates().isSortedAccordingTo(Listed.byDay());
    }

    @Test
    void thoseOfTheLastDayThereIsComeBeforeThoseWithoutADate() {
        ann.adds("{\"title\":\"Never\"}").statusCode(201);
        ann.adds("{\"title\":\"Last\",\"dueOn\":\"9999-12-31\"}").statusCode(201);
        ann.adds("{\"title\":\"First\",\"dueOn\":\"0000-01-01\"}").statusCode(201);
        ann.asks().get("/api/tasks?sort=due").then().body("items.title", contains("First", "Last", "Never"));
        var cursor = ann.asks().get("/api/tasks?sort=due&limit=1").then().extract().path("nextCursor");
        ann.asks().get("/api/tasks?sort=due&limit=2&cursor=" + cursor).then().body("items.title", contains("Last", "Never"));
        ann.asks().get("/api/tasks?due=upcoming&today=" + TODAY).then().body("items.title", contains("Last"));
    }

    @Test
    void countsWhatThereIsWhateverIsListed() throws SQLException {
        ann.asks().get("/api/tasks?counts=true&today=" + TODAY).then().statusCode(200).body("items.size()", is(0))
                .body("counts", is(Map.of("overdue", 0, "today", 0, "upcoming", 0, "all", 0, "done", 0)));
        add(60, null);
        Person.signedUp().has("Somebody else's");
        var expected = Map.of("overdue", open("overdue"), "today", open("today"), "upcoming", open("upcoming"), "all", 60,
                "done", 20);
        for (var query : new String[] { "", "&q=nothing+like+it", "&completed=true&limit=3", "&due=today&sort=due" }) {
            ann.asks().get("/api/tasks?counts=true&today=" + TODAY + query).then().body("counts", is(expected));
        }
        for (var query : new String[] { "", "?counts=false", "?today=" + TODAY, "?due=today&today=" + TODAY }) {
            ann.asks().get("/api/tasks" + query).then().statusCode(200).body("$", not(hasKey("counts")));
        }
    }

    private int open(String due) {
        return (int) walk("completed=false&limit=100").stream().filter(WHEN.get(due)).count();
    }

    @Test
    void countsToAHundred() throws SQLException {
        add(800, null);
        ann.asks().get("/api/tasks?limit=1&counts=true&today=" + TODAY).then().body("counts.all", is(100))
                .body("counts.done", is(100)).body("counts.overdue", is(100)).body("counts.today", is(open("today")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "sort=title", "sort=", "sort=DUE", "due=tomorrow&today=2026-12-24", "due=&today=2026-12-24",
            "today=24.12.2026", "today=2026-02-30", "today=2026-1-1", "today=%2B10000-01-01", "today=", "counts=yes",
            "today=2026-12-24&today=2026-12-24" })
    void refusesABadParameter(String query) {
        ann.asks().urlEncodingEnabled(false).get("/api/tasks?" + query).then().statusCode(400)
                .contentType("application/problem+json").body("type", is("/problems/malformed-request"))
                .body("errors[0].field", is(query.substring(0, query.indexOf('='))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "due=overdue", "due=today", "due=upcoming", "due=none", "counts=true" })
    void needsToKnowWhatDayItIs(String query) {
        ann.asks().get("/api/tasks?" + query).then().statusCode(400).body("errors[0].field", is("today"));
    }

    @Test
    void aCursorBelongsToItsOrderAndDay() throws SQLException {
        add(20, null);
        var lists = List.of("limit=1", "limit=1&sort=due", "limit=1&due=overdue&today=2026-12-24",
                "limit=1&due=overdue&today=2026-12-25", "limit=1&due=overdue&today=2026-12-24&sort=due",
                "limit=1&due=upcoming&today=2026-12-24", "limit=1&due=none&today=2026-12-24");
        var cursors = lists.stream()
                .map(list -> ann.asks().get("/api/tasks?" + list).then().statusCode(200).extract().<String> path("nextCursor"))
                .toList();
        IntStream.range(0, lists.size()).forEach(list -> IntStream.range(0, lists.size())
                .forEach(cursor -> ann.asks().get("/api/tasks?" + lists.get(list) + "&cursor=" + cursors.get(cursor)).then()
                        .statusCode(list == cursor ? 200 : 400)));
        Person.signedUp().asks().get("/api/tasks?sort=due&cursor=" + cursors.get(1)).then().statusCode(400);
    }

    /** What asks by day is written as the indexes are. */
    @ParameterizedTest
    @CsvSource({ "sort=due, tasks_by_day", "due=overdue&sort=due, tasks_by_day",
            "completed=false&due=overdue&sort=due, tasks_by_day", "completed=false&sort=due, tasks_by_day",
            "completed=false&due=today, tasks_by_day", "counts=true, tasks_by_day" })
    void isServedByAnIndex(String query, String index) throws SQLException {
        add(5_000, null);
        try (var superuser = TestDatabase.running().superuser("neondb")) {
            await().atMost(Duration.ofMinutes(1)).until(() -> Sql.ask(superuser, "select coalesce(bool_and(indisvalid), false)"
                    + " from pg_index where indexrelid = to_regclass('" + index + "')").equals("t"));
            Sql.run(superuser, "analyze tasks");
            var scans = "select idx_scan from pg_stat_user_indexes where indexrelname = '" + index + "'";
            var before = Long.parseLong(Sql.ask(superuser, scans));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                ann.asks().get("/api/tasks?limit=10&today=" + TODAY + "&" + query).then().statusCode(200);
                return Long.parseLong(Sql.ask(superuser, scans)) > before;
            });
        }
    }
}
