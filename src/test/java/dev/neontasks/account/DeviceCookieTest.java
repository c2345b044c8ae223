package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.delete;
import static dev.neontasks.account.AccountCalls.newEmail;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.BehindAProxy;
import dev.neontasks.account.token.Keys;
import dev.neontasks.account.token.TokenSettings;

/** Whoever knows an e-mail address can use up its failed sign-ins, but not those of its owner's browser. */
@QuarkusTest
@TestProfile(BehindAProxy.class)
class DeviceCookieTest {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final String WRONG = PASSWORD + "x";

    @Inject
    TokenSettings settings;

    private final String email = newEmail();
    private ValidatableResponse session;
    private String device;

    @BeforeEach
    void signUp() {
        session = call("sign-up", email, PASSWORD, "").statusCode(201);
        device = device(session);
    }

    @Test
    void letsTheOwnersBrowserInAtTheFirstTry() {
        useUp("");
        call("sign-in", email, PASSWORD, "").statusCode(429);
        for (var i = 0; i < 15; i++) {
            call("sign-in", email, PASSWORD, device).statusCode(200);
        }
    }

    @Test
    void countsWhatTheOwnerMistypesApart() {
        useUp(device);
        call("sign-in", email, PASSWORD, device).statusCode(429);
        call("sign-in", email, PASSWORD, "").statusCode(200);
        assertThat(Stream.generate(() -> call("sign-in", email, WRONG, "").extract().statusCode()).limit(10)).containsOnly(401);
    }

    @Test
    void isNewAtEverySignInSoThatACopyOfAnOlderOneIsOfNoUse() {
        var next = device(call("sign-in", email, PASSWORD, device).statusCode(200));
        useUp(device);
        call("sign-in", email, PASSWORD, next).statusCode(200);
    }

    @Test
    void letsNoStrangerIn() {
        useUp("");
        for (var stranger : new String[] { device(call("sign-up", newEmail(), PASSWORD, "").statusCode(201)), "made-up",
                Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[88]) }) {
            call("sign-in", email, PASSWORD, stranger).statusCode(429);
        }
    }

    @Test
    void letsNobodyInWhoseCookieIsOfAnotherKeyOrHasEnded() {
        useUp("");
        String id = session.extract().path("user.id");
        call("sign-in", email, PASSWORD, new DeviceTokens(Keys.ec("secp256r1")).issue(email, id, Instant.now().plusSeconds(60)))
                .statusCode(429);
        var ours = new DeviceTokens(settings.signingKey().orElseThrow().privateKey());
        call("sign-in", email, PASSWORD, ours.issue(email, id, Instant.now())).statusCode(429);
        call("sign-in", email, PASSWORD, ours.issue(email, id, Instant.now().plusSeconds(60))).statusCode(200);
    }

    /** Somebody may have signed up with it before its owner does, and keep cookies of it. */
    @Test
    void isWorthNothingForTheNextAccountOfTheAddress() {
        var old = Stream.generate(() -> device(call("sign-in", email, PASSWORD, "").statusCode(200))).limit(4).toList();
        delete(AccountCalls.token(session), body("password", PASSWORD)).statusCode(204);
        var own = device(call("sign-up", email, "another " + PASSWORD, "").statusCode(201));
        var guesses = IntStream.range(0, 40)
                .mapToObj(i -> call("sign-in", email, PASSWORD, old.get(i % 4)).extract().statusCode())
                .toList();
        assertThat(guesses).containsOnly(401, 429).filteredOn(status -> status == 401).as("as many as without a cookie")
                .hasSize(10);
        call("sign-in", email, "another " + PASSWORD, own).statusCode(200);
    }

    @Test
    void isOneThatNoScriptSees() {
        var cookie = session.extract().headers().getValues("Set-Cookie").stream()
                .filter(line -> line.startsWith(DeviceCookie.NAME + "=")).findFirst().orElseThrow();
        assertThat(cookie.split(";\\s*")).contains("Path=/api/auth", "HttpOnly", "Secure", "SameSite=Strict",
                "Max-Age=15552000");
        assertThat(cookie).doesNotContain("ada", "example");
    }

    @Test
    void staysWhenItsOwnerSignsOut() {
        var refreshToken = AccountCalls.refreshToken(session);
        var cookies = given().cookie(RefreshCookie.NAME, refreshToken).cookie(DeviceCookie.NAME, device)
                .post("/api/auth/sign-out").then().statusCode(204).extract().detailedCookies();
        assertThat(cookies.asList()).extracting(Cookie::getName).doesNotContain(DeviceCookie.NAME);
    }

    @Test
    void letsTheOwnersBrowserInWhoseNeighboursHaveUsedUpTheirAddress() {
        var address = newAddress();
        for (var i = 0; i < 60; i++) {
            call(address, "sign-in", newEmail(), PASSWORD, "").statusCode(401);
        }
        call(address, "sign-in", email, PASSWORD, "").statusCode(429);
        call(address, "sign-in", newEmail(), PASSWORD, device).statusCode(429);
        call(address, "sign-in", email, PASSWORD, device).statusCode(200);
        for (var i = 0; i < 10; i++) {
            call(address, "sign-in", email, WRONG, device).statusCode(401);
        }
        call(address, "sign-in", email, PASSWORD, device).statusCode(429);
    }

    /** As a page of a sibling domain can add some, before it and after it. */
    @Test
    void isFoundAmongOthersOfItsName() {
        useUp("");
        var strangers = device(call("sign-up", newEmail(), PASSWORD, "").statusCode(201));
        for (var order : new String[] { "%1$s=made-up; %1$s=%3$s; %1$s=%2$s", "%1$s=%2$s; %1$s=%3$s; %1$s=made-up" }) {
            given().header("X-Forwarded-For", newAddress()).contentType(ContentType.JSON)
                    .header("Cookie", order.formatted(DeviceCookie.NAME, device, strangers))
                    .body(body("email", email, "password", PASSWORD)).post("/api/auth/sign-in").then().statusCode(200);
        }
    }

    @Test
    void isNotNeededToDeleteTheAccount() {
        useUp("");
        delete(AccountCalls.token(session), body("password", PASSWORD)).statusCode(204);
    }

    /** From ever new addresses. */
    private void useUp(String cookie) {
        for (var i = 0; i < 10; i++) {
            call("sign-in", email, WRONG, cookie).statusCode(401);
        }
        call("sign-in", email, WRONG, cookie).statusCode(429);
    }

    private static ValidatableResponse call(String path, String email, String password, String cookie) {
        return call(newAddress(), path, email, password, cookie);
    }

    private static ValidatableResponse call(String from, String path, String email, String password, String cookie) {
        var request = given().header("X-Forwarded-For", from).contentType(ContentType.JSON)
                .body(body("email", email, "password", password));
        return (cookie.isEmpty() ? request : request.cookie(DeviceCookie.NAME, cookie)).post("/api/auth/" + path).then();
    }

    private static String newAddress() {
        var number = ADDRESSES.incrementAndGet();
        return "10.2." + number / 250 + "." + (1 + number % 250);
    }

    private static String device(ValidatableResponse session) {
        return session.extract().cookie(DeviceCookie.NAME);
    }
}
