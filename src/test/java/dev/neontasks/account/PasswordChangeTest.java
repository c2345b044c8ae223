package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refresh;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.signIn;
import static dev.neontasks.account.AccountCalls.signOut;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.ForgedTokens;
import dev.neontasks.account.token.TokenSettings;

/** Who knows the present password gives the account another one, and whoever else is signed in no longer is. */
@QuarkusTest
class PasswordChangeTest {

    private static final String NEXT = "seven maids with seven mops";
    private static final String WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%s%%'";

    @Inject
    TokenSettings settings;

    private final String email = newEmail();
    private ValidatableResponse session;

    @BeforeEach
    void signUp() {
        session = AccountCalls.signUp(email, PASSWORD).statusCode(201);
    }

    @Test
    void isForSigningInFromThenOn() {
        change(PASSWORD, NEXT).statusCode(204);
        signIn(email, PASSWORD).statusCode(401);
        signIn(email, NEXT).statusCode(200);
        change(NEXT, PASSWORD).statusCode(204);
        signIn(email, PASSWORD).statusCode(200);
    }

    @Test
    void endsAllOtherSessions() {
        var other = signIn(email, PASSWORD).statusCode(200);
        change(PASSWORD, NEXT).statusCode(204);
        refresh(refreshToken(other)).statusCode(401);
        refresh(refreshToken(session)).statusCode(200);
    }

    @Test
    void endsNobodyElsesSession() {
        var bob = AccountCalls.signUp(newEmail(), PASSWORD);
        change(PASSWORD, NEXT).statusCode(204);
        refresh(refreshToken(bob)).statusCode(200);
    }

    @Test
    void needsThePresentPassword() {
        var other = signIn(email, PASSWORD);
        change(PASSWORD + "x", NEXT).statusCode(401).header("WWW-Authenticate", "Bearer").body("detail", is("Wrong password."));
        signIn(email, PASSWORD).statusCode(200);
        refresh(refreshToken(other)).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({ ", seven maids with seven mops, password", "correct horse battery, , newPassword",
            "correct horse battery, fourteen chars, newPassword", "correct horse battery, passwordpassword, newPassword",
            "correct horse battery, ada@example.org ada, newPassword" })
    void needsBothAndTheNextOneByTheRules(String present, String next, String field) {
        change(present, next).statusCode(422).body("type", is("/problems/validation"), "errors.field", contains(field));
        signIn(email, PASSWORD).statusCode(200);
    }

    @Test
    void isForASessionThatGoesOn() {
        signOut(refreshToken(session)).statusCode(204);
        change(PASSWORD, NEXT).statusCode(401).body("detail", is("The session of this token is over."));
        signIn(email, PASSWORD).statusCode(200);
    }

    /** As they were until they named their session: a page refreshes such a token, and asks again. */
    @Test
    void isForATokenThatNamesItsSession() {
        String id = session.extract().path("user.id");
        change(new ForgedTokens(settings.signingKey().orElseThrow(), id).faultless(), PASSWORD, NEXT).statusCode(401);
        change(token(refresh(refreshToken(session))), PASSWORD, NEXT).statusCode(204);
    }

    @Test
    void keepsOutWhoSignsInWithTheOneOfBeforeMeanwhile() throws Exception {
        meanwhile("update accounts set password_version = '" + UUID.randomUUID() + "' where email = '" + email + "'",
                "with written as (insert into sessions", () -> signIn(email, PASSWORD)).statusCode(401);
    }

    /** Who has proved the password of before, and has a session a moment after the change has begun. */
    @Test
    void endsTheSessionThatBeginsMeanwhile() throws Exception {
        var late = UUID.randomUUID();
        meanwhile("insert into sessions (id, account, token_hash, seed, rotated_at, expires_at) select '" + late
                + "', id, '', '', now(), now() + interval '1 day' from accounts where email = '" + email + "' for share",
                "update accounts set password_hash", () -> change(PASSWORD, NEXT)).statusCode(204);
        assertThat(Sql.ask(TestDatabase.running(), "neondb",
                "select count(*) from sessions where id = '" + late + "'")).isEqualTo("0");
    }

    /** While somebody's statement is not yet committed, until the service's own one waits for that. */
    private static ValidatableResponse meanwhile(String sql, String waiting, Supplier<ValidatableResponse> call)
            throws Exception {
        try (var other = TestDatabase.running().superuser("neondb")) {
            other.setAutoCommit(false);
            Sql.run(other, sql);
            var answer = CompletableFuture.supplyAsync(() -> call.get().extract().response());
            await().until(() -> isWaiting(waiting));
            other.commit();
            return answer.get(10, TimeUnit.SECONDS).then();
        }
    }

    private static boolean isWaiting(String statement) throws SQLException {
        return !Sql.ask(TestDatabase.running(), "neondb", WAITING.formatted(statement)).equals("0");
    }

    private ValidatableResponse change(String present, String next) {
        return change(token(session), present, next);
    }

    private static ValidatableResponse change(String token, String present, String next) {
        return given().auth().oauth2(token).contentType(ContentType.JSON)
                .body(body("password", present, "newPassword", next)).post("/api/me/password").then();
    }
}
