package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.FirstAttempt;
import dev.neontasks.FirstAttempt.Meanwhile;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.WithMail;
import dev.neontasks.mail.MailBox;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/** The first attempt at making or using a link breaks with its connection: one mail, one effect, and a late one has none. */
@QuarkusTest
@TestProfile(WithMail.class)
class RepeatedLinkTest {

    private static final String MAKE = "insert into account_links";
    private static final String USE = "with used as";
    private static final String REFUSAL = "on conflict";

    MailBox mails;
    NeonSimulator simulator;
    private final String email = newEmail();
    private ValidatableResponse session;
    private String confirmation;

    @BeforeEach
    void signUp() {
        session = AccountCalls.signUp(email, PASSWORD).statusCode(201);
        confirmation = mails.newest(email, 1).token("confirm");
    }

    @AfterEach
    void end() {
        simulator.recover();
        simulator.deliver();
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aLinkForAnotherPasswordIsMadeOnce(Loss loss) throws Exception {
        lost(loss, MAKE, () -> post("/api/auth/reset", "email", email)).statusCode(202);
        var link = mails.newest(email, 2).token("reset");
        reset(link).statusCode(204);
        FirstAttempt.deliver(simulator);
        reset(link).statusCode(401);
        assertThat(mails.all(email, 3)).as("and that the password was changed").hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aLinkForAnotherAddressIsMadeOnce(Loss loss) throws Exception {
        var next = newEmail();
        lost(loss, MAKE, () -> post("/api/me/email", "password", PASSWORD, "email", next)).statusCode(202);
        var link = mails.newest(next, 1).token("confirm");
        confirm(link).statusCode(204);
        FirstAttempt.deliver(simulator);
        confirm(link).statusCode(401);
        assertThat(links(id())).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void anAddressIsConfirmedOnce(Loss loss) throws Exception {
        lost(loss, USE, () -> confirm(confirmation)).statusCode(204);
        FirstAttempt.deliver(simulator);
        AccountCalls.me(token(session)).body("emailVerified", is(true));
        confirm(confirmation).statusCode(401);
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aLinkForAnotherPasswordOfNobodyIsNoneOfWhoSignsUpSince(Loss loss) throws Exception {
        var next = newEmail();
        lost(loss, MAKE, () -> post("/api/auth/reset", "email", next)).statusCode(202);
        var id = AccountCalls.signUp(next, PASSWORD).statusCode(201).extract().<String> path("user.id");
        mails.newest(next, 1).token("confirm");
        FirstAttempt.deliver(simulator);
        assertThat(links(id)).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aLinkThatConfirmsTheAddressIsMadeOnce(Loss loss) throws Exception {
        lost(loss, MAKE, () -> post("/api/me/email/mail")).statusCode(202);
        var link = mails.newest(email, 2).token("confirm");
        confirm(link).statusCode(204);
        FirstAttempt.deliver(simulator);
        confirm(link).statusCode(401);
        assertThat(mails.all(email, 2)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void anotherAddressIsTakenOnce(Loss loss) throws Exception {
        var next = newEmail();
        var link = linkFor(next);
        lost(loss, USE, () -> confirm(link)).statusCode(204);
        AccountCalls.me(token(session)).body("email", is(next));
        others("update accounts set email = '" + email + "' where id = '%s'");
        FirstAttempt.deliver(simulator);
        AccountCalls.me(token(session)).body("email", is(email));
    }

    @ParameterizedTest
    @EnumSource(names = { "AFTER_SERVER", "UNHEARD" }, mode = EnumSource.Mode.EXCLUDE)
    void aLinkThatOthersUsedMeanwhileIsRefused(Loss loss) throws Exception {
        lost(loss, USE, () -> confirm(confirmation), () -> others("delete from account_links where account = '%s'"))
                .statusCode(401);
        FirstAttempt.deliver(simulator);
        AccountCalls.me(token(session)).body("emailVerified", is(false));
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void anotherAddressIsRefusedThoughThatIsLost(Loss loss) throws Exception {
        var next = newEmail();
        AccountCalls.signUp(next, PASSWORD).statusCode(201);
        lost(loss, REFUSAL, () -> post("/api/me/email", "password", PASSWORD, "email", next)).statusCode(409);
        FirstAttempt.deliver(simulator);
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void anAddressThatIsTakenByThenIsRefusedThoughThatIsLost(Loss loss) throws Exception {
        var next = newEmail();
        var link = linkFor(next);
        AccountCalls.signUp(next, PASSWORD).statusCode(201);
        lost(loss, REFUSAL, () -> confirm(link)).statusCode(409);
        FirstAttempt.deliver(simulator);
        AccountCalls.me(token(session)).body("email", is(email));
    }

    private ValidatableResponse lost(Loss loss, String statement, Supplier<ValidatableResponse> request) throws Exception {
        return lost(loss, statement, request, () -> {
        });
    }

    private ValidatableResponse lost(Loss loss, String statement, Supplier<ValidatableResponse> request, Meanwhile others)
            throws Exception {
        return FirstAttempt.lost(simulator, loss, statement, () -> request.get().extract().response(), others).then();
    }

    /** The token in it. */
    private String linkFor(String next) {
        post("/api/me/email", "password", PASSWORD, "email", next).statusCode(202);
        return mails.newest(next, 1).token("confirm");
    }

    private static ValidatableResponse reset(String token) {
        return given().contentType(ContentType.JSON).body(body("token", token, "newPassword", "seven maids with seven mops"))
                .post("/api/auth/reset/confirm").then();
    }

    private ValidatableResponse confirm(String token) {
        return post("/api/auth/email/confirm", "token", token);
    }

    private ValidatableResponse post(String path, Object... members) {
        return given().auth().oauth2(token(session)).contentType(ContentType.JSON).body(body(members)).post(path).then();
    }

    private String links(String account) throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb",
                "select count(*) from account_links where account = '" + account + "'");
    }

    /** By another copy of the service. */
    private void others(String sql) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", sql.formatted(id()));
    }

    private String id() {
        return session.extract().path("user.id");
    }
}
