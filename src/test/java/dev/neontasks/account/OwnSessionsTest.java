package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refresh;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.signOut;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.ForgedTokens;
import dev.neontasks.account.token.TokenSettings;

/** People see where they are signed in, and end what they do not know. */
@QuarkusTest
class OwnSessionsTest {

    private static final String FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

    @Inject
    TokenSettings settings;

    private final String email = newEmail();
    private ValidatableResponse first;
    private ValidatableResponse second;

    @BeforeEach
    void begin() {
        first = begin("sign-up", "something/1.0");
        second = begin("sign-in", FIREFOX);
    }

    @Test
    void areListedTheNewestFirst() {
        var since = Instant.now().minusSeconds(60);
        List<Map<String, Object>> items = as(first).get("/api/me/sessions").then().statusCode(200)
                .header("Cache-Control", "no-store").extract().path("items");
        assertThat(items).extracting("id").containsExactly(id(second), id(first));
        assertThat(items).extracting("browser").containsExactly("Firefox on Windows", null);
        assertThat(items).extracting("current").containsExactly(false, true);
        assertThat(items).allSatisfy(item -> {
            assertThat(item).containsOnlyKeys("id", "startedAt", "lastUsedAt", "browser", "current");
            assertThat(Instant.parse((String) item.get("startedAt"))).isBetween(since, Instant.now());
            assertThat(item.get("lastUsedAt")).isEqualTo(item.get("startedAt"));
        });
    }

    @Test
    void sayWhenTheyWereUsedLast() throws Exception {
        Sql.run(TestDatabase.running(), "neondb", "update sessions set rotated_at = rotated_at - interval '1 hour', "
                + "expires_at = expires_at - interval '1 hour' where id = '" + id(first) + "'");
        var renewed = refresh(refreshToken(first)).statusCode(200);
        Map<String, String> item = as(renewed).get("/api/me/sessions").then().extract().path("items[1]");
        assertThat(item).containsEntry("id", id(first));
        var used = Duration.between(Instant.parse(item.get("startedAt")), Instant.parse(item.get("lastUsedAt")));
        assertThat(used).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(65));
    }

    @Test
    void areNotListedWhenTheyHaveExpired() throws Exception {
        Sql.run(TestDatabase.running(), "neondb", "update sessions set expires_at = now() where id = '" + id(second) + "'");
        as(first).get("/api/me/sessions").then().body("items.size()", is(1));
        as(first).delete("/api/me/sessions/" + id(second)).then().statusCode(404);
    }

    @Test
    void endOneByOne() {
        as(first).delete("/api/me/sessions/" + id(second)).then().statusCode(204);
        refresh(refreshToken(second)).statusCode(401);
        as(first).delete("/api/me/sessions/" + id(second)).then().statusCode(404);
        refresh(refreshToken(first)).statusCode(200);
    }

    @Test
    void endAlsoWhenItIsTheOneThatAsks() {
        as(first).delete("/api/me/sessions/" + id(first)).then().statusCode(204);
        refresh(refreshToken(first)).statusCode(401);
        as(first).get("/api/me/sessions").then().statusCode(401);
    }

    @Test
    void endAllButTheOneThatAsks() {
        var third = begin("sign-in", FIREFOX);
        as(second).delete("/api/me/sessions").then().statusCode(204);
        as(second).get("/api/me/sessions").then().body("items.size()", is(1)).body("items[0].id", is(id(second)));
        refresh(refreshToken(first)).statusCode(401);
        refresh(refreshToken(third)).statusCode(401);
        refresh(refreshToken(second)).statusCode(200);
        as(second).delete("/api/me/sessions").then().statusCode(204);
    }

    @Test
    void areNobodyElsesToEnd() {
        var bob = AccountCalls.signUp(newEmail(), PASSWORD);
        as(bob).delete("/api/me/sessions/" + id(first)).then().statusCode(404);
        as(bob).delete("/api/me/sessions/" + UUID.randomUUID()).then().statusCode(404);
        as(bob).delete("/api/me/sessions/x").then().statusCode(400);
        as(bob).delete("/api/me/sessions").then().statusCode(204);
        refresh(refreshToken(first)).statusCode(200);
    }

    /** Its token is good for minutes. */
    @Test
    void areNotToBeEndedByWhoWasSignedOut() {
        signOut(refreshToken(second)).statusCode(204);
        as(second).get("/api/me/sessions").then().statusCode(401).body("detail", is("The session of this token is over."));
        as(second).delete("/api/me/sessions").then().statusCode(401);
        as(second).delete("/api/me/sessions/" + id(first)).then().statusCode(401);
        refresh(refreshToken(first)).statusCode(200);
    }

    /** As all were until they did: a page refreshes it, and asks again. */
    @Test
    void areNotForATokenThatNamesNone() {
        String account = first.extract().path("user.id");
        var token = new ForgedTokens(settings.signingKey().orElseThrow(), account).faultless();
        given().auth().oauth2(token).get("/api/me/sessions").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().auth().oauth2(token).delete("/api/me/sessions").then().statusCode(401);
        as(refresh(refreshToken(first))).get("/api/me/sessions").then().statusCode(200);
    }

    private ValidatableResponse begin(String how, String userAgent) {
        return given().header("User-Agent", userAgent).contentType(ContentType.JSON)
                .body(body("email", email, "password", PASSWORD)).post("/api/auth/" + how).then();
    }

    private static RequestSpecification as(ValidatableResponse session) {
        return given().auth().oauth2(token(session));
    }

    private static String id(ValidatableResponse session) {
        return RefreshToken.parse(refreshToken(session)).orElseThrow().session().toString();
    }
}
