package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.BehindAProxy;

@QuarkusTest
@TestProfile(BehindAProxy.class)
class LimitsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final String address = newAddress();

    @Test
    void endTheFailedSignInsOfAnAccountWhereverTheyComeFrom() {
        var email = newEmail();
        call(address, "sign-up", email, PASSWORD).statusCode(201);
        for (var i = 0; i < 10; i++) {
            call(newAddress(), "sign-in", email, PASSWORD + "x").statusCode(401);
        }
        refused(call(newAddress(), "sign-in", email, PASSWORD + "x"));
        refused(call(address, "sign-in", email, PASSWORD));
        call(address, "sign-in", newEmail(), PASSWORD).statusCode(401);
    }

    @Test
    void areTheSameForAnAddressThatNobodyHas() {
        var email = newEmail();
        for (var i = 0; i < 10; i++) {
            call(newAddress(), "sign-in", email, PASSWORD).statusCode(401);
        }
        refused(call(newAddress(), "sign-in", email, PASSWORD));
    }

    @Test
    void countNoSignInThatSucceeds() {
        var email = newEmail();
        call(address, "sign-up", email, PASSWORD).statusCode(201);
        for (var i = 0; i < 15; i++) {
            call(address, "sign-in", email, PASSWORD).statusCode(200);
        }
    }

    @Test
    void holdForManyAtOnce() {
        var email = newEmail();
        var statuses = IntStream.range(0, 60).parallel()
                .mapToObj(i -> call(newAddress(), "sign-in", email, PASSWORD).extract().statusCode())
                .collect(groupingBy(status -> status, counting()));
        assertThat(statuses).isEqualTo(Map.of(401, 10L, 429, 50L));
    }

    /** The owner of the other address signs in meanwhile. */
    @Test
    void endAThousandSignInsFromOneAddressAndNoneFromAnother() {
        var email = newEmail();
        var other = newAddress();
        call(other, "sign-up", email, PASSWORD).statusCode(201);
        var statuses = IntStream.range(0, 1000).mapToObj(i -> {
            if (i % 100 == 0) {
                call(other, "sign-in", email, PASSWORD).statusCode(200);
            }
            return signIn(address);
        }).collect(groupingBy(status -> status, counting()));
        System.out.printf("1000 sign-ins from one address: %s; another address: 10 of 10 succeed%n", statuses);
        assertThat(statuses).containsOnlyKeys(401, 429);
        // 60 in a minute; a slow machine may need more than one.
        assertThat(statuses.get(401)).isBetween(60L, 180L);
        call(other, "sign-in", email, PASSWORD).statusCode(200);
    }

    @Test
    void endSignUps() {
        for (var i = 0; i < 30; i++) {
            call(address, "sign-up", newEmail(), PASSWORD).statusCode(201);
        }
        refused(call(address, "sign-up", newEmail(), PASSWORD));
        call(newAddress(), "sign-up", newEmail(), PASSWORD).statusCode(201);
    }

    @Test
    void protectThePasswordOfADeletionToo() {
        var email = newEmail();
        String token = call(address, "sign-up", email, PASSWORD).extract().path("accessToken");
        for (var i = 0; i < 10; i++) {
            AccountCalls.delete(token, body("password", PASSWORD + "x")).statusCode(401);
        }
        refused(AccountCalls.delete(token, body("password", PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "203.0.113.%d, ", "203.0.113.%d,127.0.0.9, ", "garbage%d, " })
    void lookThroughWhatAClientMakesUp(String invented) {
        for (var i = 0; i < 60; i++) {
            call(invented.formatted(i) + address, "sign-in", newEmail(), PASSWORD).statusCode(401);
        }
        refused(call(invented.formatted(61) + address, "sign-in", newEmail(), PASSWORD));
    }

    @Test
    void takeASubscribersAddressesForOne() {
        for (var i = 0; i < 60; i++) {
            call("2001:db8:1:2::" + i, "sign-in", newEmail(), PASSWORD).statusCode(401);
        }
        refused(call("2001:db8:1:2:ffff::1", "sign-in", newEmail(), PASSWORD));
        call("2001:db8:1:3::1", "sign-in", newEmail(), PASSWORD).statusCode(401);
    }

    private static String newAddress() {
        var number = ADDRESSES.incrementAndGet();
        return "10.1." + number / 250 + "." + (1 + number % 250);
    }

    private static ValidatableResponse call(String from, String path, String email, String password) {
        return given().header("X-Forwarded-For", from).contentType(ContentType.JSON)
                .body(body("email", email, "password", password)).post("/api/auth/" + path).then();
    }

    /** Without REST Assured, which would take longer for it than the service. */
    private static int signIn(String from) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/auth/sign-in"))
                    .header("X-Forwarded-For", from).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(newEmail(), PASSWORD)))
                    .build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(429).contentType("application/problem+json").body("type", is("/problems/too-many-requests"));
        assertThat(Integer.parseInt(answer.extract().header("Retry-After"))).isBetween(1, 3600);
        answer.body("detail", matchesPattern("Too many attempts\\. Try again in [0-9]+ (seconds?|minutes)\\."));
    }
}
