package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.security.SecurityEvent.*;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;

import dev.neontasks.BehindAProxy;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.password.Hashing;
import dev.neontasks.security.SecurityEvent;
import dev.neontasks.security.SecurityLines;
import dev.neontasks.security.SecurityLog;

/** Each event, provoked over HTTP, is one line and one more in its counter; and no line ever holds what is secret. */
@QuarkusTest
@TestProfile(BehindAProxy.class)
class SecurityEventsTest {

    private static final String PASSWORD = "canary gloomy trumpet 71 xqvz";
    private static final String WRONG = "canary passw0rd of a stranger";
    private static final String NAME = "Canary Bird";
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @Inject
    SecurityLog log;
    @Inject
    Hashing hashing;
    @Inject
    MeterRegistry registry;
    @Inject
    Vertx vertx;

    private final String email = "canary." + UUID.randomUUID() + "@example.org";
    private final String request = UUID.randomUUID().toString();
    private final String address = newAddress();
    private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, WRONG, NAME, "canary", "example.org"));
    private SecurityLines lines;
    private double counted;

    @BeforeEach
    void begin() {
        lines = new SecurityLines(log);
    }

    @AfterEach
    void end() {
        lines.close();
        assertThat(lines.all()).isNotEmpty().allSatisfy(line -> {
            assertThat(line.text()).doesNotContainIgnoringCase(secrets.toArray(String[]::new));
            assertThat(line.fields().toString()).doesNotContainIgnoringCase(secrets.toArray(String[]::new));
        });
    }

    @Test
    void signingUp() {
        counted = counted(SIGNED_UP);
        var account = id(signUp());
        told(SIGNED_UP, account);
    }

    @Test
    void signingUpWithAnAddressThatIsTaken() {
        signUp();
        counted = counted(SIGN_UP_TAKEN);
        call("sign-up", body("email", email, "password", WRONG, "name", NAME)).statusCode(409);
        told(SIGN_UP_TAKEN, null);
    }

    @Test
    void signingIn() {
        var account = id(signUp());
        counted = counted(SIGNED_IN);
        signIn(PASSWORD).statusCode(200);
        told(SIGNED_IN, account);
    }

    @Test
    void aWrongPassword() {
        var account = id(signUp());
        counted = counted(SIGN_IN_WRONG_PASSWORD);
        signIn(WRONG).statusCode(401);
        told(SIGN_IN_WRONG_PASSWORD, account);
        assertThat(lines.of(SIGN_IN_UNKNOWN_ACCOUNT)).isEmpty();
    }

    @Test
    void anAccountThatIsDisabled() throws SQLException {
        var account = id(signUp());
        Sql.run(TestDatabase.running(), "neondb", "update accounts set disabled_at = now() where id = '" + account + "'");
        counted = counted(SIGN_IN_DISABLED);
        signIn(PASSWORD).statusCode(401);
        told(SIGN_IN_DISABLED, account);
    }

    @Test
    void anAddressThatNobodyHas() {
        counted = counted(SIGN_IN_UNKNOWN_ACCOUNT);
        signIn(WRONG).statusCode(401);
        told(SIGN_IN_UNKNOWN_ACCOUNT, null);
        assertThat(lines.of(SIGN_IN_WRONG_PASSWORD)).isEmpty();
    }

    @Test
    void aDeviceCookieThatIsNone() {
        signUp();
        counted = counted(DEVICE_COOKIE_REFUSED);
        var cookie = "canary-" + UUID.randomUUID();
        as(address).cookie(DeviceCookie.NAME, cookie).contentType(ContentType.JSON)
                .body(body("email", email, "password", PASSWORD)).post("/api/auth/sign-in").then().statusCode(200);
        told(DEVICE_COOKIE_REFUSED, null);
    }

    @Test
    void signingOut() {
        var session = signUp();
        counted = counted(SESSION_ENDED);
        as(address).cookie(RefreshCookie.NAME, refreshToken(session)).post("/api/auth/sign-out").then().statusCode(204);
        told(SESSION_ENDED, id(session));
    }

    @Test
    void aRefreshTokenThatComesBack() {
        var session = signUp();
        var second = refresh(refreshToken(session));
        refresh(refreshToken(second));
        counted = counted(REFRESH_REUSED);
        as(address).cookie(RefreshCookie.NAME, refreshToken(session)).post("/api/auth/refresh").then().statusCode(401);
        told(REFRESH_REUSED, id(session));
        as(address).cookie(RefreshCookie.NAME, refreshToken(session)).post("/api/auth/refresh").then().statusCode(401);
        assertThat(lines.of(REFRESH_REUSED)).as("of a session that is gone nothing is known").hasSize(1);
    }

    /** Whoever has seen the session's id can make up the rest. */
    @Test
    void nothingOfASecretThatIsMadeUp() {
        var token = refreshToken(signUp());
        var session = RefreshToken.parse(token).orElseThrow().session();
        var madeUp = MadeUp.refreshToken(session).text();
        as(address).cookie(RefreshCookie.NAME, madeUp).post("/api/auth/refresh").then().statusCode(401);
        assertThat(lines.of(REFRESH_REUSED)).isEmpty();
        refresh(token);
    }

    @Test
    void anotherPassword() {
        var session = signUp();
        counted = counted(PASSWORD_CHANGED);
        changePassword(session, PASSWORD).statusCode(204);
        told(PASSWORD_CHANGED, id(session));
    }

    @Test
    void aWrongPasswordForAnother() {
        var session = signUp();
        counted = counted(PASSWORD_CHANGE_WRONG_PASSWORD);
        changePassword(session, WRONG).statusCode(401);
        told(PASSWORD_CHANGE_WRONG_PASSWORD, id(session));
        assertThat(lines.of(PASSWORD_CHANGED)).isEmpty();
    }

    @Test
    void anotherPasswordByALink() throws SQLException {
        var account = id(signUp());
        var token = LinkToken.random();
        Sql.run(TestDatabase.running(), "neondb",
                "insert into account_links values ('\\x" + HexFormat.of().formatHex(token.hash())
                        + "', '" + account + "', 'reset', null, now() + interval '1 minute')");
        counted = counted(PASSWORD_RESET);
        confirmReset(token).statusCode(204);
        told(PASSWORD_RESET, account);
    }

    @Test
    void aWrongPasswordForADeletion() {
        var session = signUp();
        counted = counted(DELETION_WRONG_PASSWORD);
        delete(session, WRONG).statusCode(401);
        told(DELETION_WRONG_PASSWORD, id(session));
        assertThat(lines.of(ACCOUNT_DELETED)).isEmpty();
    }

    @Test
    void aDeletion() {
        var session = signUp();
        counted = counted(ACCOUNT_DELETED);
        delete(session, PASSWORD).statusCode(204);
        told(ACCOUNT_DELETED, id(session));
    }

    @Test
    void theLimitOfAnAccount() {
        for (var i = 0; i < 10; i++) {
            as(newAddress()).contentType(ContentType.JSON).body(body("email", email, "password", WRONG))
                    .post("/api/auth/sign-in").then().statusCode(401);
        }
        counted = counted(LIMIT_ACCOUNT);
        signIn(WRONG).statusCode(429);
        told(LIMIT_ACCOUNT, null);
    }

    @Test
    void theLimitOfABrowser() {
        var device = signUp().extract().cookie(DeviceCookie.NAME);
        secrets.add(device);
        for (var i = 0; i < 10; i++) {
            signInFrom(newAddress(), device).statusCode(401);
        }
        counted = counted(LIMIT_DEVICE);
        signInFrom(address, device).statusCode(429);
        told(LIMIT_DEVICE, null);
    }

    @Test
    void theLimitOfAnAddress() {
        for (var i = 0; i < 60; i++) {
            call("sign-in", body("email", "canary" + i + "." + email, "password", WRONG)).statusCode(401);
        }
        counted = counted(LIMIT_ADDRESS);
        signIn(WRONG).statusCode(429);
        told(LIMIT_ADDRESS, null);
    }

    @Test
    void theLimitOfSignUps() {
        for (var i = 0; i < 30; i++) {
            call("sign-up", body("email", "canary" + i + "." + email, "password", PASSWORD)).statusCode(201);
        }
        counted = counted(LIMIT_SIGN_UP);
        call("sign-up", body("email", email, "password", PASSWORD)).statusCode(429);
        told(LIMIT_SIGN_UP, null);
    }

    /** Of no request and no account, and told by a timer. */
    @Test
    void howManyMoreThereWere() {
        for (var i = 0; i < 50; i++) {
            log.tell(LIMIT_ADDRESS, address);
        }
        SecurityLines.endPeriod(log, vertx);
        var sum = lines.all().get(lines.all().size() - 1);
        assertThat(sum.text()).isEqualTo("Limit reached: failed sign-ins from an address: 30 more, not told one by one; "
                + "kind=limit_address");
        assertThat(JsonPath.from(sum.json()).getMap("mdc")).isEqualTo(Map.of("kind", "limit_address"));
    }

    @Test
    void theLimitOfRefreshing() {
        for (var i = 0; i < 60; i++) {
            refreshMadeUp().statusCode(401);
        }
        counted = counted(LIMIT_REFRESH);
        refreshMadeUp().statusCode(429);
        told(LIMIT_REFRESH, null);
    }

    @Test
    void theLimitOfDeletions() {
        var session = signUp();
        for (var i = 0; i < 10; i++) {
            delete(session, WRONG).statusCode(401);
        }
        counted = counted(LIMIT_DELETION);
        delete(session, PASSWORD).statusCode(429);
        told(LIMIT_DELETION, id(session));
    }

    @Test
    void theLimitOfLinks() {
        for (var i = 0; i < 60; i++) {
            confirmReset(LinkToken.random()).statusCode(401);
        }
        counted = counted(LIMIT_LINK);
        confirmReset(LinkToken.random()).statusCode(429);
        told(LIMIT_LINK, null);
    }

    /** Together with deletions, of which the password is the same. */
    @Test
    void theLimitOfPasswordChanges() {
        var session = signUp();
        for (var i = 0; i < 5; i++) {
            changePassword(session, WRONG).statusCode(401);
            delete(session, WRONG).statusCode(401);
        }
        counted = counted(LIMIT_PASSWORD_CHANGE);
        changePassword(session, PASSWORD).statusCode(429);
        told(LIMIT_PASSWORD_CHANGE, id(session));
    }

    @Test
    void theLimitOfHashing() {
        signUp();
        hashing.whileBusy(() -> {
            counted = counted(LIMIT_HASHING);
            signIn(PASSWORD).statusCode(429);
            told(LIMIT_HASHING, null);
            call("sign-up", body("email", "canary." + email, "password", PASSWORD)).statusCode(429);
            assertThat(lines.of(LIMIT_HASHING)).hasSize(2);
        });
        Awaitility.await().untilAsserted(() -> signIn(PASSWORD).statusCode(200));
    }

    /** {@code account} is null where none is known. */
    private void told(SecurityEvent event, String account) {
        var line = lines.one(event);
        var kind = event.name().toLowerCase(Locale.ROOT);
        var whose = account == null ? "" : " account=" + account;
        assertThat(line.text()).endsWith("; kind=" + kind + whose + " address=" + address + " request=" + request);
        assertThat(line.fields()).containsEntry("kind", kind).containsEntry("address", address)
                .containsEntry("requestId", request);
        assertThat(line.fields().get("account")).isEqualTo(account);
        assertThat(counted(event)).isEqualTo(counted + 1);
    }

    private double counted(SecurityEvent event) {
        return registry.get("neon_tasks.security.events").tag("kind", event.name().toLowerCase(Locale.ROOT)).counter().count();
    }

    private ValidatableResponse signUp() {
        return keep(call("sign-up", body("email", email, "password", PASSWORD, "name", NAME)).statusCode(201));
    }

    private ValidatableResponse signIn(String password) {
        return call("sign-in", body("email", email, "password", password));
    }

    private ValidatableResponse signInFrom(String from, String device) {
        return as(from).cookie(DeviceCookie.NAME, device).contentType(ContentType.JSON)
                .body(body("email", email, "password", WRONG)).post("/api/auth/sign-in").then();
    }

    private ValidatableResponse refresh(String token) {
        return keep(as(address).cookie(RefreshCookie.NAME, token).post("/api/auth/refresh").then().statusCode(200));
    }

    private ValidatableResponse refreshMadeUp() {
        var token = MadeUp.refreshToken().text();
        secrets.add(token);
        return as(address).cookie(RefreshCookie.NAME, token).post("/api/auth/refresh").then();
    }

    private ValidatableResponse delete(ValidatableResponse session, String password) {
        return as(address).auth().oauth2(AccountCalls.token(session)).contentType(ContentType.JSON)
                .body(body("password", password)).post("/api/me/deletion").then();
    }

    private ValidatableResponse confirmReset(LinkToken token) {
        secrets.add(token.text());
        return call("reset/confirm", body("token", token.text(), "newPassword", "canary passw0rd of a link"));
    }

    private ValidatableResponse changePassword(ValidatableResponse session, String present) {
        return as(address).auth().oauth2(AccountCalls.token(session)).contentType(ContentType.JSON)
                .body(body("password", present, "newPassword", "canary " + UUID.randomUUID())).post("/api/me/password").then();
    }

    private ValidatableResponse call(String path, Object body) {
        return as(address).contentType(ContentType.JSON).body(body).post("/api/auth/" + path).then();
    }

    private RequestSpecification as(String from) {
        return given().header("X-Forwarded-For", from).header("X-Request-Id", request);
    }

    private ValidatableResponse keep(ValidatableResponse session) {
        secrets.add(AccountCalls.token(session));
        secrets.add(refreshToken(session));
        return session;
    }

    private static String refreshToken(ValidatableResponse session) {
        return AccountCalls.refreshToken(session);
    }

    private static String id(ValidatableResponse session) {
        return session.extract().path("user.id");
    }

    private static String newAddress() {
        var number = ADDRESSES.incrementAndGet();
        return "10.3." + number / 250 + "." + (1 + number % 250);
    }
}
