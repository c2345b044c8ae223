package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.me;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refresh;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.signIn;
import static dev.neontasks.account.AccountCalls.signOut;
import static dev.neontasks.account.AccountCalls.signUp;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.TestDatabase;
import dev.neontasks.wire.RawHttp;

@QuarkusTest
class RefreshTest {

    @Test
    void givesANewAccessToken() {
        var session = signUp(newEmail(), PASSWORD).statusCode(201);
        Map<String, Object> user = session.extract().path("user");
        var refreshed = refresh(refreshToken(session)).statusCode(200).body("tokenType", is("Bearer"), "expiresIn", is(900))
                .body("user", equalTo(user));
        me(token(refreshed)).statusCode(200).body("", equalTo(user));
        assertThat(refreshed.extract().body().asString()).doesNotContain(refreshToken(refreshed));
    }

    @Test
    void keepsTheTokenWhereNoScriptSeesIt() {
        var email = newEmail();
        for (var session : new ValidatableResponse[] { signUp(email, PASSWORD), signIn(email, PASSWORD),
                refresh(refreshToken(signIn(email, PASSWORD))) }) {
            var cookie = session.extract().header("Set-Cookie");
            assertThat(cookie.split(";\\s*")).contains("Path=/api/auth", "HttpOnly", "Secure", "SameSite=Strict");
            assertThat(session.extract().detailedCookie(RefreshCookie.NAME).getMaxAge()).isBetween(2_591_900L, 2_592_000L);
        }
    }

    @Test
    void rotatesTheTokenEveryTime() {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var second = refreshToken(refresh(first).statusCode(200));
        var third = refreshToken(refresh(second).statusCode(200));
        assertThat(first).isNotEqualTo(second);
        assertThat(third).isNotEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void letsTwoTabsRefreshAtOnce() {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var answers = IntStream.range(0, 8).parallel().mapToObj(tab -> refresh(first)).toList();
        assertThat(answers).extracting(answer -> answer.extract().statusCode()).containsOnly(200);
        var second = answers.stream().map(AccountCalls::refreshToken).distinct().toList();
        assertThat(second).as("whichever answer comes last, the browser keeps the same").hasSize(1);
        refresh(second.get(0)).statusCode(200);
    }

    @Test
    void endsTheFamilyWhenAnOlderTokenComesBack() {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var second = refreshToken(refresh(first));
        var third = refreshToken(refresh(second));
        refresh(first).statusCode(401).header("WWW-Authenticate", "Bearer").body("type", is("/problems/unauthenticated"));
        refresh(third).statusCode(401);
        refresh(second).statusCode(401);
    }

    @Test
    void endsTheFamilyWhenThePredecessorComesBackLate() throws SQLException {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var second = refreshToken(refresh(first));
        refresh(first).statusCode(200);
        later(first, "rotated_at = rotated_at - interval '11 seconds'");
        refresh(first).statusCode(401);
        refresh(second).statusCode(401);
    }

    /** The id is in every token of the session, and may be seen where the secret is not. */
    @Test
    void isNotEndedByItsIdAlone() {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var second = refreshToken(refresh(first));
        var session = RefreshToken.parse(second).orElseThrow().session();
        refresh(MadeUp.refreshToken(session).text()).statusCode(401).header("WWW-Authenticate", "Bearer")
                .body("type", is("/problems/unauthenticated"));
        refresh(second).statusCode(200);
    }

    @Test
    void leavesOtherFamiliesAlone() {
        var email = newEmail();
        var stolen = refreshToken(signUp(email, PASSWORD));
        var other = refreshToken(signIn(email, PASSWORD));
        refresh(refreshToken(refresh(stolen)));
        refresh(stolen).statusCode(401);
        refresh(other).statusCode(200);
    }

    @Test
    void endsAfterThirtyDays() throws SQLException {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        later(token, "expires_at = expires_at - interval '30 days 1 second'");
        refresh(token).statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "garbage", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
    void refusesWhatIsNoToken(String token) {
        refresh(token).statusCode(401).header("WWW-Authenticate", "Bearer");
        signOut(token).statusCode(204);
    }

    @Test
    void refusesToGoOnWithoutCookie() {
        given().post("/api/auth/refresh").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().post("/api/auth/sign-out").then().statusCode(204);
    }

    @Test
    void signsOut() {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var second = refreshToken(refresh(first));
        var cookie = signOut(second).statusCode(204).extract().detailedCookie(RefreshCookie.NAME);
        assertThat(cookie.getMaxAge()).isZero();
        assertThat(cookie.getValue()).isEmpty();
        assertThat(cookie.getPath()).isEqualTo("/api/auth");
        refresh(second).statusCode(401);
        refresh(first).statusCode(401);
    }

    /** The id is in every token of the session, and may be seen where the secret is not. */
    @Test
    void isNotSignedOutByItsIdAlone() {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var second = refreshToken(refresh(first));
        var session = RefreshToken.parse(second).orElseThrow().session();
        var cookie = signOut(MadeUp.refreshToken(session).text()).statusCode(204).extract()
                .detailedCookie(RefreshCookie.NAME);
        assertThat(cookie.getMaxAge()).isZero();
        refresh(second).statusCode(200);
    }

    @Test
    void isNotSignedOutByATokenOfLongAgo() {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var third = refreshToken(refresh(refreshToken(refresh(first))));
        signOut(first).statusCode(204);
        refresh(third).statusCode(200);
    }

    /** Somebody whose browser never got the answer to its last renewal. */
    @Test
    void isSignedOutByThePredecessorHoweverLate() throws SQLException {
        var first = refreshToken(signUp(newEmail(), PASSWORD));
        var second = refreshToken(refresh(first));
        later(first, "rotated_at = rotated_at - interval '1 hour'");
        signOut(first).statusCode(204);
        refresh(second).statusCode(401);
    }

    @Test
    void isCalledSoThatNoPageWithoutTlsCanPushOneIn() {
        assertThat(RefreshCookie.NAME).isEqualTo("__Secure-refresh_token");
    }

    @Test
    void isReadOnceUnderItsOldName() {
        var answer = with("refresh_token=" + refreshToken(signUp(newEmail(), PASSWORD)), "refresh").statusCode(200);
        assertThat(answer.extract().detailedCookie(RefreshCookie.OLD_NAME).getMaxAge()).isZero();
        assertThat(answer.extract().detailedCookie(RefreshCookie.OLD_NAME).getPath()).isEqualTo("/api/auth");
        var next = answer.extract().detailedCookie(RefreshCookie.NAME);
        assertThat(next.isSecured()).isTrue();
        refresh(next.getValue()).statusCode(200);
    }

    @Test
    void isNotClearedUnderAnOldNameThatNobodySent() {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        assertThat(refresh(token).extract().detailedCookie(RefreshCookie.OLD_NAME)).isNull();
    }

    @Test
    void goesBeforeTheOldName() {
        var mine = signUp(newEmail(), PASSWORD);
        var pushed = refreshToken(signUp(newEmail(), PASSWORD));
        Map<String, Object> user = mine.extract().path("user");
        for (var order : new String[] { "%2$s; %1$s", "%1$s; %2$s" }) {
            var answer = with(order.formatted("refresh_token=" + pushed, RefreshCookie.NAME + "=" + refreshToken(mine)),
                    "refresh").statusCode(200).body("user", equalTo(user));
            assertThat(answer.extract().detailedCookie(RefreshCookie.OLD_NAME).getMaxAge()).isZero();
        }
        refresh(pushed).statusCode(200);
    }

    @Test
    void signsOutUnderTheOldNameToo() {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        var answer = with("refresh_token=" + token, "sign-out").statusCode(204);
        assertThat(answer.extract().detailedCookie(RefreshCookie.NAME).getMaxAge()).isZero();
        assertThat(answer.extract().detailedCookie(RefreshCookie.OLD_NAME).getMaxAge()).isZero();
        refresh(token).statusCode(401);
    }

    /** Which of them a page of a sibling domain has pushed in cannot be told. */
    @ParameterizedTest
    @ValueSource(strings = { RefreshCookie.NAME, "refresh_token" })
    void continuesNeitherOfTwo(String name) {
        var mine = refreshToken(signUp(newEmail(), PASSWORD));
        var pushed = refreshToken(signUp(newEmail(), PASSWORD));
        for (var cookies : new String[] { name + "=" + mine + "; " + name + "=" + pushed,
                name + "=" + pushed + "; other=1; " + name + "=" + mine }) {
            with(cookies, "refresh").statusCode(401);
            with(cookies, "sign-out").statusCode(204);
        }
        given().header("Cookie", name + "=" + mine).header("Cookie", name + "=" + pushed).post("/api/auth/refresh").then()
                .statusCode(401);
        refresh(mine).statusCode(200);
        refresh(pushed).statusCode(200);
    }

    /** As HTTP/2 lets a client send them, and proxies pass them on to HTTP/1.1 (RFC 9113, section 8.2.3). */
    @Test
    void isFoundOnAnyOfSeveralLinesOfCookies() throws IOException {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        for (var lines : new String[] { "Cookie: a=b\r\nCookie: %s=%s\r\n", "Cookie: %s=%s\r\nCookie: a=b\r\n" }) {
            var answers = RawHttp.ask(RestAssured.port, "POST /api/auth/refresh HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + lines.formatted(RefreshCookie.NAME, token) + "Content-Length: 0\r\n\r\n");
            assertThat(answers.statuses()).containsExactly(200);
        }
    }

    @Test
    void passesOverACookieOfItsNameThatIsNoToken() {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        with(RefreshCookie.NAME + "=; " + RefreshCookie.NAME + "=" + token + "; " + RefreshCookie.NAME + "=rubbish", "refresh")
                .statusCode(200);
    }

    @Test
    void isTheSameTwice() {
        var cookie = RefreshCookie.NAME + "=" + refreshToken(signUp(newEmail(), PASSWORD));
        with(cookie + "; " + cookie, "refresh").statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "=", "==", "!", "A" })
    void isOneTextAlone(String junk) {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        assertThat(RefreshToken.parse(token + junk)).isEmpty();
        assertThat(RefreshToken.parse(token)).isPresent();
    }

    private static ValidatableResponse with(String cookies, String path) {
        return given().header("Cookie", cookies).post("/api/auth/" + path).then();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example",
            "Origin: null", "Origin: http://a b" })
    void ignoresTheCookieInARequestOfAForeignPage(String header) {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        var parts = header.split(": ");
        for (var path : new String[] { "/api/auth/refresh", "/api/auth/sign-out" }) {
            var answer = given().cookie(RefreshCookie.NAME, token).header(parts[0], parts[1]).post(path).then();
            assertThat(answer.extract().statusCode()).isIn(401, 204);
            assertThat(answer.extract().detailedCookie(RefreshCookie.NAME)).as("the person stays signed in").isNull();
        }
        refresh(token).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none" })
    void takesTheCookieInARequestOfOurPage(String header) {
        var parts = header.split(": ");
        given().cookie(RefreshCookie.NAME, refreshToken(signUp(newEmail(), PASSWORD))).header(parts[0], parts[1])
                .post("/api/auth/refresh").then().statusCode(200);
    }

    @Test
    void changesNothingElseByTheCookieAlone() {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        given().cookie(RefreshCookie.NAME, token).get("/api/me").then().statusCode(401);
        given().cookie(RefreshCookie.NAME, token).contentType("application/json").body("{\"password\":\"" + PASSWORD + "\"}")
                .post("/api/me/deletion").then().statusCode(401);
    }

    @Test
    void storesNoToken() throws SQLException {
        var token = refreshToken(signUp(newEmail(), PASSWORD));
        var parsed = RefreshToken.parse(token).orElseThrow();
        try (var superuser = TestDatabase.running().superuser("neondb");
                var query = superuser.prepareStatement("select token_hash, position(? in sessions::text) from sessions "
                        + "where id = ?")) {
            query.setString(1, java.util.HexFormat.of().formatHex(parsed.secret()));
            query.setObject(2, parsed.session());
            var row = query.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getBytes(1)).isEqualTo(parsed.hash());
            assertThat(row.getInt(2)).isZero();
        }
    }

    /** Makes time pass for one session. */
    private static void later(String token, String change) throws SQLException {
        try (var superuser = TestDatabase.running().superuser("neondb");
                var update = superuser.prepareStatement("update sessions set " + change + " where id = ?")) {
            update.setObject(1, RefreshToken.parse(token).orElseThrow().session());
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
