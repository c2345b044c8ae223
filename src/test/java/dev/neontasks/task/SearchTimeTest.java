package dev.neontasks.task;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

/** What a search may cost the database is bounded, whatever is searched for. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SearchTimeTest {

    /** The default of DATABASE_SEARCH_TIMEOUT. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** Some seconds more, as a busy machine may need, and still before a statement's own time-out. */
    private static final Duration LONGEST = Duration.ofSeconds(7);

    Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    /** What it waits for is a lock, so that it takes too long on any machine. */
    @Test
    void endsASearchThatTakesTooLongAndNothingElse() throws SQLException {
        ann.has("Milk");
        try (var superuser = TestDatabase.running().superuser("neondb")) {
            var before = sessions();
            superuser.setAutoCommit(false);
            Sql.run(superuser, "lock table tasks in access exclusive mode");
            var asked = System.nanoTime();
            tookTooLong(search("milk"));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isBetween(TIMEOUT, LONGEST);
            given().get("/health/ready").then().statusCode(200);
            given().get("/api/status").then().body("database.state", is("UP"));
            superuser.rollback();
            search("milk").statusCode(200).body("items.size()", is(1));
            ann.asks().get("/api/tasks").then().statusCode(200).body("items.size()", is(1));
            assertThat(sessions()).containsAll(before);
        }
    }

    /** The nearly matching text makes PostgreSQL look at each of its characters a hundred times. */
    @Test
    void boundsWhatTheWorstTextCosts() throws SQLException {
        try (var superuser = TestDatabase.running().superuser("neondb")) {
            Sql.run(superuser, "insert into tasks (owner, id, title, description, completed, created_at, updated_at, revision) "
                    + "select '" + ann.id() + "', gen_random_uuid(), 'Task', 'aab' || repeat('a', 3997), false, now(), now(), "
                    + "gen_random_uuid() from generate_series(1, 9000)");
        }
        var asked = System.nanoTime();
        var status = search("a".repeat(99) + "b").extract().statusCode();
        var took = Duration.ofNanos(System.nanoTime() - asked);
        System.out.printf("The worst search of 9,000 tasks: %d after %d ms%n", status, took.toMillis());
        assertThat(took).isLessThan(LONGEST);
        assertThat(status).isIn(200, 503);
    }

    private ValidatableResponse search(String text) {
        return ann.asks().queryParam("q", text).get("/api/tasks").then();
    }

    private static void tookTooLong(ValidatableResponse answer) {
        answer.statusCode(503).contentType("application/problem+json").header("Retry-After", "2")
                .body("type", is("/problems/database-unavailable"))
                .body("detail", is("The search took too long. Try a shorter or a more specific one."))
                .body("errors[0].field", is("q")).body("errors[0].message", containsString("too long"));
    }

    /** The connections of the service, or of the pooler before it. */
    private static Set<String> sessions() throws SQLException {
        return Set.of(Sql.ask(TestDatabase.running(), "postgres",
                "select string_agg(pid::text, ' ' order by pid) from pg_stat_activity where usename = 'neondb_owner'")
                .split(" "));
    }
}
