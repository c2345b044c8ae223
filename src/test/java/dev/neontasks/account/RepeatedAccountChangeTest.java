package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refresh;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.signIn;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.BehindASimulator;
import dev.neontasks.FirstAttempt;
import dev.neontasks.FirstAttempt.Meanwhile;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/**
 * The first attempt at changing an account breaks with its connection: whatever became of it, and however late it comes, it
 * undoes nothing that was answered since, and the answer is true.
 */
@QuarkusTest
@TestProfile(BehindASimulator.class)
class RepeatedAccountChangeTest {

    private static final String RENAME = "update accounts set name";
    /** The last part of it, which ends the transaction. */
    private static final String PASSWORD_CHANGE = "with written as (select from accounts";
    private static final String END = "delete from sessions";
    private static final String REFUSAL = "on conflict";
    private static final String NEXT = "seven maids with seven mops";

    NeonSimulator simulator;
    private final String email = newEmail();
    private ValidatableResponse session;

    @BeforeEach
    void signUp() {
        session = AccountCalls.signUp(email, PASSWORD).statusCode(201);
    }

    @AfterEach
    void end() {
        simulator.recover();
        simulator.deliver();
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aNewNameTakesEffectOnce(Loss loss) throws Exception {
        lost(loss, RENAME, () -> rename("Ann"), nothing()).statusCode(200).body("name", is("Ann"));
        rename("Anne").statusCode(200);
        FirstAttempt.deliver(simulator);
        AccountCalls.me(token(session)).body("name", is("Anne"));
    }

    @Test
    void aNewNameLeavesWhatOthersWroteSince() throws Exception {
        lost(Loss.AFTER_SERVER, RENAME, () -> rename("Ann"),
                () -> others("update accounts set name = 'Anne' where email = '%s'")).statusCode(200).body("name", is("Ann"));
        AccountCalls.me(token(session)).body("name", is("Anne"));
    }

    @ParameterizedTest
    @EnumSource(names = { "AFTER_SERVER", "UNHEARD" }, mode = EnumSource.Mode.EXCLUDE)
    void aNewNameOfAnAccountThatWasDisabledMeanwhileIsRefused(Loss loss) throws Exception {
        lost(loss, RENAME, () -> rename("Ann"), this::othersDisable).statusCode(401);
        others("update accounts set disabled_at = null where email = '%s'");
        FirstAttempt.deliver(simulator);
        AccountCalls.me(token(session)).body("name", nullValue());
    }

    @Test
    void aNewNameSaysThatItTookEffectThoughTheAccountWasDisabledSince() throws Exception {
        lost(Loss.AFTER_SERVER, RENAME, () -> rename("Ann"), this::othersDisable).statusCode(200).body("name", is("Ann"));
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aNewPasswordTakesEffectOnce(Loss loss) throws Exception {
        lost(loss, PASSWORD_CHANGE, () -> change(PASSWORD, NEXT), nothing()).statusCode(204);
        var since = signIn(email, NEXT).statusCode(200);
        FirstAttempt.deliver(simulator);
        signIn(email, NEXT).statusCode(200);
        refresh(refreshToken(since)).statusCode(200);
        refresh(refreshToken(session)).statusCode(200);
    }

    @Test
    void aNewPasswordLeavesTheSessionsThatBeganWithIt() throws Exception {
        lost(Loss.AFTER_SERVER, PASSWORD_CHANGE, () -> change(PASSWORD, NEXT),
                () -> others("insert into sessions (id, account, token_hash, seed, rotated_at, expires_at) select '"
                        + UUID.randomUUID()
                        + "', id, '', '', now(), now() + interval '1 day' from accounts where email = '%s'"))
                .statusCode(204);
        assertThat(sessions()).isEqualTo("2");
    }

    @Test
    void aNewPasswordThatIsLateDoesNotUndoTheNext() throws Exception {
        lost(Loss.LATE, PASSWORD_CHANGE, () -> change(PASSWORD, NEXT), nothing()).statusCode(204);
        change(NEXT, PASSWORD).statusCode(204);
        FirstAttempt.deliver(simulator);
        signIn(email, PASSWORD).statusCode(200);
    }

    @Test
    void aNewPasswordSaysThatItTookEffectThoughThereIsAnotherSince() throws Exception {
        lost(Loss.AFTER_SERVER, PASSWORD_CHANGE, () -> change(PASSWORD, NEXT), this::othersChangeThePassword).statusCode(204);
    }

    @ParameterizedTest
    @EnumSource(names = { "AFTER_SERVER", "UNHEARD" }, mode = EnumSource.Mode.EXCLUDE)
    void aNewPasswordForOneThatOthersChangedMeanwhileIsRefused(Loss loss) throws Exception {
        lost(loss, PASSWORD_CHANGE, () -> change(PASSWORD, NEXT), this::othersChangeThePassword).statusCode(401);
        FirstAttempt.deliver(simulator);
        assertThat(hash()).isEqualTo("another");
    }

    @ParameterizedTest
    @EnumSource(names = { "AFTER_SERVER", "UNHEARD" }, mode = EnumSource.Mode.EXCLUDE)
    void aSignInWithAPasswordThatOthersChangedMeanwhileIsRefused(Loss loss) throws Exception {
        lost(loss, "insert into sessions", () -> signIn(email, PASSWORD), this::othersChangeThePassword).statusCode(401);
        FirstAttempt.deliver(simulator);
        assertThat(sessions()).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aResetTakesEffectOnce(Loss loss) throws Exception {
        var link = LinkToken.random();
        others("insert into account_links select '\\x" + HexFormat.of().formatHex(link.hash())
                + "', id, 'reset', null, now() + interval '1 minute' from accounts where email = '%s'");
        lost(loss, PASSWORD_CHANGE, () -> given().contentType(ContentType.JSON)
                .body(body("token", link.text(), "newPassword", NEXT)).post("/api/auth/reset/confirm").then(), nothing())
                .statusCode(204);
        var since = signIn(email, NEXT).statusCode(200);
        FirstAttempt.deliver(simulator);
        refresh(refreshToken(since)).statusCode(200);
        refresh(refreshToken(session)).statusCode(401);
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aSessionIsEndedOnce(Loss loss) throws Exception {
        var other = signIn(email, PASSWORD).statusCode(200);
        var id = RefreshToken.parse(refreshToken(other)).orElseThrow().session();
        lost(loss, END, () -> ann().delete("/api/me/sessions/" + id).then(), nothing()).statusCode(204);
        FirstAttempt.deliver(simulator);
        refresh(refreshToken(other)).statusCode(401);
        assertThat(sessions()).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void theEndOfAllOtherSessionsLeavesWhatWasBegunSince(Loss loss) throws Exception {
        var other = signIn(email, PASSWORD).statusCode(200);
        lost(loss, END, () -> ann().delete("/api/me/sessions").then(), nothing()).statusCode(204);
        var since = signIn(email, PASSWORD).statusCode(200);
        FirstAttempt.deliver(simulator);
        refresh(refreshToken(other)).statusCode(401);
        refresh(refreshToken(since)).statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void theEndOfAllOtherSessionsIsRefusedThoughThatIsLost(Loss loss) throws Exception {
        signIn(email, PASSWORD).statusCode(200);
        others("delete from sessions where id = '" + RefreshToken.parse(refreshToken(session)).orElseThrow().session() + "'");
        lost(loss, REFUSAL, () -> ann().delete("/api/me/sessions").then(), nothing()).statusCode(401);
        FirstAttempt.deliver(simulator);
        assertThat(sessions()).isEqualTo("1");
    }

    private ValidatableResponse lost(Loss loss, String statement, Supplier<ValidatableResponse> request, Meanwhile others)
            throws Exception {
        return FirstAttempt.lost(simulator, loss, statement, () -> request.get().extract().response(), others).then();
    }

    private static Meanwhile nothing() {
        return () -> {
        };
    }

    private ValidatableResponse rename(String name) {
        return ann().body(body("name", name)).patch("/api/me").then();
    }

    private ValidatableResponse change(String present, String next) {
        return ann().body(body("password", present, "newPassword", next)).post("/api/me/password").then();
    }

    private RequestSpecification ann() {
        return given().auth().oauth2(token(session)).contentType(ContentType.JSON);
    }

    private void othersDisable() throws SQLException {
        others("update accounts set disabled_at = now() where email = '%s'");
    }

    private void othersChangeThePassword() throws SQLException {
        others("update accounts set password_hash = 'another', password_version = gen_random_uuid() where email = '%s'");
        others("delete from sessions where account = (select id from accounts where email = '%s')");
    }

    /** By another copy of the service. */
    private void others(String sql) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", sql.formatted(email));
    }

    private String hash() throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb", "select password_hash from accounts where email = '" + email + "'");
    }

    private String sessions() throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb",
                "select count(*) from sessions join accounts on account = accounts.id where email = '" + email + "'");
    }
}
