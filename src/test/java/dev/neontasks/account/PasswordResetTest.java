package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refresh;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.signIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.util.HexFormat;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

/** Who has a link gives its account another password, once. */
@QuarkusTest
class PasswordResetTest {

    private static final String NEXT = "seven maids with seven mops";
    private static final String SOON = "interval '30 minutes'";

    private final String email = newEmail();
    private ValidatableResponse session;

    @BeforeEach
    void signUp() {
        session = AccountCalls.signUp(email, PASSWORD).statusCode(201);
    }

    @Test
    void isForSigningInFromThenOn() throws Exception {
        var other = link("reset", null, SOON);
        confirm(link("reset", null, SOON), NEXT).statusCode(204);
        signIn(email, PASSWORD).statusCode(401);
        signIn(email, NEXT).statusCode(200).body("user.emailVerified", is(false));
        refresh(refreshToken(session)).statusCode(401);
        confirm(other, PASSWORD).statusCode(401);
        signIn(email, NEXT).statusCode(200);
    }

    /** Whoever reads the mailbox of an address of before is nobody to the account. */
    @Test
    void isOnlyForTheAddressThatTheAccountHasAndProvesIt() throws Exception {
        confirm(link("reset", "another@example.org", SOON), NEXT).statusCode(401);
        signIn(email, PASSWORD).statusCode(200).body("user.emailVerified", is(false));
        confirm(link("reset", email, SOON), NEXT).statusCode(204);
        signIn(email, NEXT).body("user.emailVerified", is(true));
    }

    @Test
    void isDoneOnceByHoweverMany() throws Exception {
        var link = link("reset", null, SOON);
        var answers = IntStream.range(0, 20).parallel().map(i -> confirm(link, NEXT + i).extract().statusCode()).sorted()
                .boxed()
                .toList();
        assertThat(answers).startsWith(204);
        assertThat(answers.subList(1, 20)).containsOnly(401);
        confirm(link, NEXT).statusCode(401).header("WWW-Authenticate", "Bearer");
    }

    @Test
    void isNotForALinkThatIsOldOrForSomethingElse() throws Exception {
        confirm(link("reset", null, "interval '-1 second'"), NEXT).statusCode(401);
        confirm(link("email", email, SOON), NEXT).statusCode(401);
        signIn(email, PASSWORD).statusCode(200);
        refresh(refreshToken(session)).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "x", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH+8", "' or true; --" })
    void isNotForWhatNobodyHandedOut(String token) {
        confirm(token, NEXT).statusCode(401).body("type", is("/problems/unauthenticated"));
    }

    @Test
    void isNotOfAnAccountThatIsDisabled() throws Exception {
        var link = link("reset", null, SOON);
        Sql.run(TestDatabase.running(), "neondb", "update accounts set disabled_at = now() where email = '" + email + "'");
        confirm(link, NEXT).statusCode(401);
    }

    @Test
    void asksForAPasswordByTheRulesAndKeepsTheLink() throws Exception {
        var link = link("reset", null, SOON);
        confirm(link, "too short").statusCode(422).body("errors.field", hasItem("newPassword"));
        confirm(link, "passwordpassword").statusCode(422).body("errors.field", hasItem("newPassword"));
        confirm(null, NEXT).statusCode(422).body("errors.field", hasItem("token"));
        confirm(link, NEXT).statusCode(204);
    }

    /** What stands in a link that was handed out to the account. */
    private String link(String purpose, String address, String ends) throws Exception {
        var token = LinkToken.random();
        Sql.run(TestDatabase.running(), "neondb", ("insert into account_links select '\\x%s', id, '%s', %s, now() + %s "
                + "from accounts where email = '%s'").formatted(HexFormat.of().formatHex(token.hash()), purpose,
                        address == null ? "null" : "'" + address + "'", ends, email));
        return token.text();
    }

    private static ValidatableResponse confirm(String token, String next) {
        return given().contentType(ContentType.JSON).body(body("token", token, "newPassword", next))
                .post("/api/auth/reset/confirm").then();
    }
}
