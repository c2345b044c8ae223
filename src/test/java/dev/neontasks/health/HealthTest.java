package dev.neontasks.health;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.TestDatabase;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HealthTest {

    @BeforeEach
    void migrated() {
        await().atMost(Duration.ofSeconds(20)).until(() -> given().get("/health/ready").statusCode() == 200);
    }

    @Test
    void eachProbeAnswersItsQuestion() {
        given().get("/health/live").then().statusCode(200).body("status", is("UP")).body("checks.name",
                containsInAnyOrder("process"));
        given().get("/health/started").then().statusCode(200).body("checks.name", containsInAnyOrder("schema"))
                .body("checks[0].data.version", notNullValue());
        given().get("/health/ready").then().statusCode(200).body("checks.name", containsInAnyOrder("database", "shutdown"));
        given().get("/health/well").then().statusCode(200).body("checks.name", containsInAnyOrder("query"))
                .body("checks[0].data.roundTripMillis", notNullValue());
    }

    @Test
    void theWholeLeavesWellnessOut() {
        given().get("/health").then().statusCode(200).body("status", is("UP"))
                .body("checks.name", hasItem("process")).body("checks.name", hasItem("schema"))
                .body("checks.name", hasItem("database")).body("checks.name", not(hasItem("query")));
    }

    @Test
    void noCheckOfTheFrameworkAsksTheDatabase() {
        given().get("/health").then().body("checks.name", not(hasItem("Database connections health check")));
    }
}
