package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.signUp;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.BehindASimulator;
import dev.neontasks.simulator.NeonSimulator;

/** What each call costs when the database is a network away. */
@QuarkusTest
@TestProfile(BehindASimulator.class)
class AccountRoundTripsTest {

    NeonSimulator simulator;

    @Test
    void areOneToSignUpAndTwoForWhatLooksFirst() {
        assertThat(trips(email -> signUp(newEmail(), PASSWORD))).as("sign-up").isEqualTo(1);
        assertThat(trips(email -> signUp(email, PASSWORD).statusCode(409))).as("sign-up, taken").isEqualTo(2);
        assertThat(trips(email -> AccountCalls.signIn(email, PASSWORD).statusCode(200))).as("sign-in").isEqualTo(2);
    }

    @Test
    void areTwoToGoOnAndToEnd() {
        assertThat(tripsOf(session -> AccountCalls.refresh(refreshToken(session)).statusCode(200))).as("refresh").isEqualTo(2);
        assertThat(tripsOf(session -> AccountCalls.signOut(refreshToken(session)).statusCode(204))).as("sign-out")
                .isEqualTo(2);
        assertThat(tripsOf(session -> AccountCalls.delete(token(session), body("password", PASSWORD)).statusCode(204)))
                .as("deletion").isEqualTo(2);
    }

    @Test
    void areTwoToChangeAnAccount() {
        assertThat(tripsOf(session -> as(session).body(body("name", "Ann")).patch("/api/me").then().statusCode(200)))
                .as("name").isEqualTo(2);
        assertThat(tripsOf(session -> as(session).body(body("password", PASSWORD, "newPassword", "seven maids with seven mops"))
                .post("/api/me/password").then().statusCode(204))).as("password").isEqualTo(2);
    }

    private static RequestSpecification as(ValidatableResponse session) {
        return given().auth().oauth2(token(session)).contentType(ContentType.JSON);
    }

    private long trips(Function<String, ValidatableResponse> request) {
        return tripsOf(session -> request.apply(session.extract().path("user.email")));
    }

    /** For a new session. The fewest of three: a check of the database that falls in between is not what the call costs. */
    private long tripsOf(Function<ValidatableResponse, ValidatableResponse> request) {
        return IntStream.range(0, 3).mapToLong(time -> {
            var session = signUp(newEmail(), PASSWORD).statusCode(201);
            var before = simulator.counts();
            request.apply(session);
            return simulator.counts().since(before).roundTrips();
        }).min().orElseThrow();
    }
}
