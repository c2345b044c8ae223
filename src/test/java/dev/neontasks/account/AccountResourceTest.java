package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.me;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.signIn;
import static dev.neontasks.account.AccountCalls.signUp;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.password.Hashing;

@QuarkusTest
class AccountResourceTest {

    @Test
    void signsUp() {
        var email = newEmail();
        var session = signUp(body("email", email, "password", PASSWORD, "name", "Ada"))
                .statusCode(201).contentType(ContentType.JSON)
                .body("tokenType", is("Bearer"), "expiresIn", is(900), "user.email", is(email), "user.emailVerified", is(false),
                        "user.name", is("Ada"));
        Map<String, Object> user = session.extract().path("user");
        assertThat(user).containsOnlyKeys("id", "email", "emailVerified", "name", "createdAt");
        assertThat(UUID.fromString((String) user.get("id")).version()).isEqualTo(7);
        assertThat(Instant.parse((String) user.get("createdAt"))).isBetween(Instant.now().minusSeconds(60), Instant.now());
        me(token(session)).statusCode(200).body("", equalTo(user));
    }

    @Test
    void answersANameThatWasNotGivenAsNull() {
        me(token(signUp(newEmail(), PASSWORD).statusCode(201).body("user", hasKey("name")).body("user.name", nullValue())))
                .body("", hasKey("name")).body("name", nullValue());
    }

    @Test
    void signsIn() {
        var email = newEmail();
        Map<String, Object> user = signUp(email, PASSWORD).extract().path("user");
        var session = signIn(email, PASSWORD).statusCode(200).body("tokenType", is("Bearer"), "expiresIn", is(900))
                .body("user", equalTo(user));
        me(token(session)).statusCode(200).body("email", is(email));
    }

    /** As one has that was imported. */
    @Test
    void hashesAPasswordAnewThatWasHashedOtherwise() throws SQLException {
        var email = newEmail();
        signUp(email, PASSWORD).statusCode(201);
        var imported = Hashing.cheap(PASSWORD);
        Sql.run(TestDatabase.running(), "neondb",
                "update accounts set password_hash = '%s' where email = '%s'".formatted(imported, email));
        signIn(email, PASSWORD).statusCode(200);
        await().until(() -> !Sql.ask(TestDatabase.running(), "neondb",
                "select password_hash from accounts where email = '" + email + "'").equals(imported));
        signIn(email, PASSWORD).statusCode(200);
    }

    @Test
    void comparesAddressesTrimmedAndWithoutCase() {
        var email = newEmail();
        signUp("  " + email.toUpperCase() + " ", PASSWORD).statusCode(201).body("user.email", is(email));
        signIn(email, PASSWORD).statusCode(200);
        signIn(email.replace("ada", "Ada") + "\n", PASSWORD).statusCode(200);
        signUp(email, PASSWORD).statusCode(409);
    }

    @Test
    void refusesATakenAddress() {
        var email = newEmail();
        signUp(email, PASSWORD).statusCode(201);
        signUp(email, "one more of those words").statusCode(409).body("type", is("/problems/conflict"), "status", is(409));
        signIn(email, PASSWORD).statusCode(200);
        signIn(email, "one more of those words").statusCode(401);
    }

    @Test
    void letsOneOfManySignUpWithAnAddress() {
        var email = newEmail();
        var statuses = IntStream.range(0, 8).parallel()
                .map(i -> signUp(email, PASSWORD).extract().statusCode()).sorted().boxed().toList();
        assertThat(statuses).first().isEqualTo(201);
        assertThat(statuses.subList(1, 8)).containsOnly(409);
    }

    @ParameterizedTest
    @MethodSource
    void refusesASignUp(String field, String email, String password, String name) {
        signUp(body("email", email, "password", password, "name", name)).statusCode(422)
                .body("type", is("/problems/validation"), "errors.field", hasItem(field));
    }

    static Stream<Arguments> refusesASignUp() {
        var email = newEmail();
        return Stream.of(Arguments.of("email", null, PASSWORD, null), Arguments.of("email", "ada", PASSWORD, null),
                Arguments.of("email", "a\u0000@example.org", PASSWORD, null),
                Arguments.of("password", email, null, null), Arguments.of("password", email, "fourteen chars", null),
                Arguments.of("password", email, "x".repeat(129), null),
                Arguments.of("password", email, PASSWORD + "\u0000", null),
                Arguments.of("password", email, "passwordpassword", null), Arguments.of("password", email, email, null),
                Arguments.of("name", email, PASSWORD, "x".repeat(101)), Arguments.of("name", email, PASSWORD, "\u0000"));
    }

    @ParameterizedTest
    @CsvSource({ "PasswordPassword, is one of those that are tried first",
            "123456789012345, 'is easily guessed: common words, repetitions and rows of keys are tried first'",
            "ada-neon-tasks-ada, is guessed from your e-mail address or the name of this service" })
    void saysWhyAPasswordIsNoGood(String password, String why) {
        signUp(newEmail(), password).statusCode(422).body("type", is("/problems/validation"), "errors", hasSize(1),
                "errors[0].field", is("password"), "errors[0].message", is(why));
    }

    /** As they were once allowed, and as they may be imported. */
    @ParameterizedTest
    @ValueSource(strings = { "twelve chars", "password", "" })
    void signsInWithAPasswordOfBeforeTheRules(String password) throws SQLException {
        var email = newEmail();
        signUp(email, PASSWORD).statusCode(201);
        Sql.run(TestDatabase.running(), "neondb",
                "update accounts set password_hash = '%s' where email = '%s'".formatted(Hashing.cheap(password), email));
        signIn(email, password).statusCode(200);
    }

    @Test
    void refusesHalfACharacter() {
        signUp("{\"email\":\"" + newEmail() + "\",\"password\":\"correct horse battery \\ud83d\"}").statusCode(422)
                .body("errors.field", hasItem("password"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesASignInWithoutAddressOrPassword(String field, String email, String password) {
        signIn(body("email", email, "password", password)).statusCode(422)
                .body("type", is("/problems/validation"), "errors.field", hasItem(field));
    }

    static Stream<Arguments> refusesASignInWithoutAddressOrPassword() {
        return Stream.of(Arguments.of("email", null, PASSWORD), Arguments.of("password", newEmail(), null),
                Arguments.of("email", "\u0000", PASSWORD), Arguments.of("password", newEmail(), "\u0000"));
    }

    @Test
    void answersEveryVainSignInAlike() {
        var email = newEmail();
        signUp(email, PASSWORD).statusCode(201);
        var answer = vain(signIn(email, PASSWORD + "x"));
        assertThat(vain(signIn(newEmail(), PASSWORD))).isEqualTo(answer);
        assertThat(vain(signIn(email, ""))).isEqualTo(answer);
        assertThat(vain(signIn(email, "x".repeat(10_000)))).isEqualTo(answer);
        assertThat(vain(signIn("", PASSWORD))).isEqualTo(answer);
        assertThat(vain(signIn("no address", PASSWORD))).isEqualTo(answer);
    }

    @Test
    void asksForAToken() {
        given().get("/api/me").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().header("Authorization", "Basic YTpi").get("/api/me").then().statusCode(401).header("WWW-Authenticate",
                "Bearer");
    }

    @Test
    void refusesABadToken() {
        badTokens().forEach(token -> me(token).statusCode(401).header("WWW-Authenticate", "Bearer"));
    }

    @Test
    void ignoresABadTokenOnAPublicPath() {
        badTokens().forEach(token -> given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON)
                .body(body("email", newEmail(), "password", PASSWORD)).post("/api/auth/sign-up").then().statusCode(201));
    }

    private static Stream<String> badTokens() {
        var token = token(signUp(newEmail(), PASSWORD));
        var parts = token.split("\\.");
        var unsigned = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
        return Stream.of("", "garbage", "a.b.c", unsigned, parts[0] + "." + parts[1] + ".",
                parts[0] + ".x" + parts[1] + "." + parts[2]);
    }

    private static String vain(ValidatableResponse response) {
        return response.statusCode(401).header("WWW-Authenticate", "Bearer").body("type", is("/problems/unauthenticated"))
                .extract().body().asString().replaceAll("#[^\"]*", "");
    }
}
