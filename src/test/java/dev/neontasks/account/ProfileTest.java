package dev.neontasks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

/** Who has an account says what they are called, and may say otherwise. */
@QuarkusTest
class ProfileTest {

    private Person ann;

    @BeforeEach
    void signUp() {
        ann = Person.signedUp();
    }

    @Test
    void isChangedAndTakenAway() {
        change("{\"name\":\"Ann\"}").statusCode(200).body("id", is(ann.id()), "email", is(ann.email()), "name", is("Ann"));
        ann.asks().get("/api/me").then().body("name", is("Ann"));
        change("{\"name\":null}").statusCode(200).body("name", nullValue());
        ann.asks().get("/api/me").then().body("name", nullValue());
    }

    @Test
    void takesBothMediaTypesOfAMergePatch() {
        ann.asks().contentType("application/merge-patch+json").body("{\"name\":\"Ann\"}").patch("/api/me").then()
                .statusCode(200).body("name", is("Ann"));
        ann.asks().contentType("text/plain").body("{\"name\":\"Ann\"}").patch("/api/me").then().statusCode(415);
    }

    @Test
    void staysAsItIsWhenNothingIsSaid() {
        change("{\"name\":\"Ann\"}");
        change("{}").statusCode(200).body("name", is("Ann"));
    }

    @Test
    void countsABlankNameAsNone() {
        change("{\"name\":\"Ann\"}");
        change("{\"name\":\" \\u2003\"}").statusCode(200).body("name", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "null", "\"Ann\"", "{\"name\":{}}", "{\"name\":[\"Ann\"]}", "{\"email\":\"b@example.com\"}",
            "{\"id\":\"x\"}", "{", "" })
    void isNotChangedByWhatIsNoPatchOfIt(String body) {
        change(body).statusCode(400).body("type", is("/problems/malformed-request"));
    }

    @Test
    void holdsAHundredCharacters() {
        var longest = "\ud83d\ude00".repeat(100);
        change("{\"name\":\"" + longest + "\"}").statusCode(200).body("name", is(longest));
        change("{\"name\":\"" + longest + "x\"}").statusCode(422).body("errors.field", hasItem("name"));
        change("{\"name\":\"a\\u0000\"}").statusCode(422).body("errors.field", hasItem("name"));
        ann.asks().get("/api/me").then().body("name", is(longest));
    }

    @Test
    void isNobodysWhoIsGone() {
        AccountCalls.delete(ann.token(), AccountCalls.body("password", Person.PASSWORD)).statusCode(204);
        change("{\"name\":\"Ann\"}").statusCode(401);
    }

    /** Each change leaves one for a quarter of an hour, and there may be nobody who writes tasks. */
    @Test
    void takesReceiptsAwayThatHaveExpired() throws SQLException {
        var write = UUID.randomUUID();
        Sql.run(TestDatabase.running(), "neondb",
                "insert into receipts (owner, write, outcome, revision, expires_at) values ('', '"
                        + write + "', 200, '" + write + "', now() - interval '1 day')");
        // At most every ten seconds.
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            change("{\"name\":\"Ann\"}").statusCode(200);
            assertThat(Sql.ask(TestDatabase.running(), "neondb", "select count(*) from receipts where write = '" + write + "'"))
                    .isEqualTo("0");
        });
    }

    @Test
    void isNotChangedWithoutEnd() {
        var refused = Stream.generate(() -> change("{\"name\":\"Ann\"}").extract()).limit(200)
                .filter(answer -> answer.statusCode() != 200).findFirst().orElseThrow();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        Person.signedUp().asks().body("{\"name\":\"Bob\"}").patch("/api/me").then().statusCode(200);
    }

    private ValidatableResponse change(String body) {
        return ann.asks().body(body).patch("/api/me").then();
    }
}
