package dev.neontasks.status;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StatusTest {

    @Test
    void tellsEverybodyHowTheDatabaseIs() {
        await().atMost(Duration.ofSeconds(20)).until(() -> given().get("/health/ready").statusCode() == 200);
        given().get("/api/status").then().statusCode(200).header("Cache-Control", "no-store")
                .body("service.name", is("neon-tasks")).body("service.version", notNullValue())
                .body("service.startedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"))
                .body("service.accounts", is(Map.of("password", true, "passkey", false, "mail", false)))
                .body("database.state", is("UP"))
                .body("database.since", notNullValue())
                .body("database.endpoint", is(TestDatabase.pooled() ? "POOLED" : "DIRECT"))
                .body("database.tls.version", is("TLSv1.3")).body("database.tls.cipher", startsWith("TLS_"))
                .body("database.serverVersion", startsWith("18.")).body("database.schemaVersion", matchesPattern("\\d{3}-.+"))
                .body("database.pool.max", is(20)).body("database.pool.active", is(0)).body("database.pool.waiting", is(0))
                .body("database.pool.limit", allOf(greaterThanOrEqualTo(2), lessThanOrEqualTo(20)));
    }

    @Test
    void tellsEverybodyWhatItHasSeen() {
        await().atMost(Duration.ofSeconds(20)).until(() -> given().get("/health/ready").statusCode() == 200);
        Person.signedUp().asks().get("/api/tasks").then().statusCode(200);
        var replica = given().get("/api/status/history").then().statusCode(200).header("Cache-Control", "no-store")
                .body("replica", matchesPattern("[0-9a-f]{8}"))
                .body("since", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"))
                .body("states.state", hasItem("UP")).body("states[-1].to", nullValue())
                .body("states[-1].containsKey('reason')", is(true))
                .body("wakes[0].cause", is("MIGRATION")).body("wakes[0].tookMillis", greaterThan(0))
                // Another test's work may have taken a connection and asked nothing.
                .body("roundTrips[0].millis", greaterThanOrEqualTo(0f))
                .body("awakeMinutes", notNullValue()).body("asleepMinutes", notNullValue())
                .body("containsKey('cost')", is(true)).body("cost", nullValue())
                .extract().path("replica");
        given().get("/api/status/history").then().body("replica", is(replica));
    }

    @Test
    void verifiesForTheSignedIn() {
        given().post("/api/status/verify").then().statusCode(401);
        Person.signedUp().asks().post("/api/status/verify").then().statusCode(200).body("database.state", is("UP"))
                .body("database.lastVerifiedAt", notNullValue()).body("database.roundTripMillis", greaterThan(0f));
    }
}
