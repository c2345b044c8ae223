package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.BehindASimulator;
import dev.neontasks.FirstAttempt;
import dev.neontasks.FirstAttempt.Meanwhile;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/**
 * The first attempt at what is no write of a task breaks with its connection: whatever became of it, and however late it comes,
 * it undoes nothing that was answered since, and the answer is true.
 */
@QuarkusTest
@TestProfile(BehindASimulator.class)
class RepeatedAccountWriteTest {

    private static final String SIGN_UP = "insert into accounts";
    private static final String SIGN_IN = "insert into sessions";
    private static final String RENEWAL = "update sessions";
    private static final String SIGN_OUT = "delete from sessions";
    private static final String DELETION = "delete from accounts";
    private static final String REFUSAL = "on conflict";

    NeonSimulator simulator;

    private final String email = newEmail();

    @AfterEach
    void end() {
        simulator.recover();
        simulator.deliver();
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aSignUpTakesEffectOnce(Loss loss) throws Exception {
        var session = lost(loss, SIGN_UP, this::signsUp, nothing()).statusCode(201);
        deliver();
        assertThat(accounts()).isEqualTo(session.extract().path("user.id"));
        assertThat(sessions()).isEqualTo("1");
        refresh(session).statusCode(200);
    }

    @Test
    void aSignUpDoesNotBringBackWhatWasDeletedSince() throws Exception {
        lost(Loss.AFTER_SERVER, SIGN_UP, this::signsUp, this::othersDelete).statusCode(201);
        assertThat(accounts()).isEqualTo("none");
    }

    @Test
    void aSignUpSaysThatItTookEffectThoughSomebodyElseHasTheAddress() throws Exception {
        lost(Loss.AFTER_SERVER, SIGN_UP, this::signsUp, () -> {
            othersDelete();
            othersSignUp();
        }).statusCode(201);
        assertThat(accounts()).isEqualTo("other " + email);
    }

    @Test
    void aSignUpThatIsLateDoesNotBringBackWhatWasDeleted() throws Exception {
        var session = lost(Loss.LATE, SIGN_UP, this::signsUp, nothing()).statusCode(201);
        AccountCalls.delete(token(session), body("password", PASSWORD)).statusCode(204);
        deliver();
        assertThat(accounts()).isEqualTo("none");
    }

    @Test
    void aSignUpThatIsLateDoesNotSignInAgain() throws Exception {
        var session = lost(Loss.LATE, SIGN_IN, this::signsUp, nothing()).statusCode(201);
        signOut(session).statusCode(204);
        deliver();
        refresh(session).statusCode(401);
    }

    @Test
    void aSignUpThatWasRefusedMakesNoAccount() throws Exception {
        lost(Loss.LATE, SIGN_UP, this::signsUp, this::othersSignUp).statusCode(409);
        othersDelete();
        deliver();
        assertThat(accounts()).isEqualTo("none");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aSignUpIsRefusedThoughThatIsLost(Loss loss) throws Exception {
        var session = signsUp();
        lost(loss, REFUSAL, this::signsUp, nothing()).statusCode(409);
        deliver();
        assertThat(accounts()).isEqualTo(session.extract().path("user.id"));
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aSignInTakesEffectOnce(Loss loss) throws Exception {
        signsUp();
        var session = lost(loss, SIGN_IN, this::signsIn, nothing()).statusCode(200);
        deliver();
        assertThat(sessions()).isEqualTo("2");
        refresh(session).statusCode(200);
    }

    @Test
    void aSignInThatIsLateDoesNotSignInAgain() throws Exception {
        signsUp();
        var session = lost(Loss.LATE, SIGN_IN, this::signsIn, nothing()).statusCode(200);
        signOut(session).statusCode(204);
        deliver();
        refresh(session).statusCode(401);
        assertThat(sessions()).isEqualTo("1");
    }

    @Test
    void aSignInThatIsLateDoesNotOutliveTheEndOfAllSessions() throws Exception {
        signsUp();
        var session = lost(Loss.LATE, SIGN_IN, this::signsIn, nothing()).statusCode(200);
        others("delete from sessions where account = (select id from accounts where email = '%s')");
        deliver();
        refresh(session).statusCode(401);
        assertThat(sessions()).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = { "AFTER_SERVER", "UNHEARD" }, mode = EnumSource.Mode.EXCLUDE)
    void aSignInToAnAccountThatIsGoneIsRefused(Loss loss) throws Exception {
        signsUp();
        lost(loss, SIGN_IN, this::signsIn, this::othersDelete).statusCode(401);
        deliver();
        assertThat(accounts()).isEqualTo("none");
    }

    @Test
    void aSignInSaysThatItTookEffectThoughTheAccountIsGoneSince() throws Exception {
        signsUp();
        var session = lost(Loss.AFTER_SERVER, SIGN_IN, this::signsIn, this::othersDelete).statusCode(200);
        refresh(session).statusCode(401);
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aRenewalTakesEffectOnce(Loss loss) throws Exception {
        var first = signsUp();
        var second = lost(loss, RENEWAL, () -> refresh(first), nothing()).statusCode(200);
        deliver();
        refresh(second).statusCode(200);
        assertThat(sessions()).isEqualTo("1");
    }

    @Test
    void aRenewalThatIsLateLeavesWhatWasRenewedSince() throws Exception {
        var first = signsUp();
        var third = refresh(refresh(lost(Loss.LATE, RENEWAL, () -> refresh(first), nothing()))).statusCode(200);
        deliver();
        refresh(third).statusCode(200);
    }

    @Test
    void aRenewalThatIsLateDoesNotSignInAgain() throws Exception {
        var first = signsUp();
        var second = lost(Loss.LATE, RENEWAL, () -> refresh(first), nothing()).statusCode(200);
        signOut(second).statusCode(204);
        deliver();
        refresh(second).statusCode(401);
        assertThat(sessions()).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aRenewalOfWhatWasEndedMeanwhileIsRefused(Loss loss) throws Exception {
        var first = signsUp();
        lost(loss, RENEWAL, () -> refresh(first), () -> others("delete from sessions where id = '" + id(first) + "'"))
                .statusCode(401);
        deliver();
        assertThat(sessions()).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aRenewalThatOthersWentOnFromEndsNothing(Loss loss) throws Exception {
        var first = signsUp();
        lost(loss, RENEWAL, () -> refresh(first), () -> othersRenew(first)).statusCode(401);
        deliver();
        assertThat(sessions()).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aSignOutTakesEffectOnce(Loss loss) throws Exception {
        var session = signsUp();
        lost(loss, SIGN_OUT, () -> signOut(session), nothing()).statusCode(204);
        deliver();
        refresh(session).statusCode(401);
    }

    /** The token was good when it was asked. */
    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aSignOutEndsWhatOthersHaveRenewedMeanwhile(Loss loss) throws Exception {
        var session = signsUp();
        lost(loss, SIGN_OUT, () -> signOut(session), () -> othersRenew(session)).statusCode(204);
        assertThat(sessions()).isEqualTo("0");
        deliver();
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aSignOutLeavesWhatWasBegunSince(Loss loss) throws Exception {
        var session = signsUp();
        lost(loss, SIGN_OUT, () -> signOut(session), nothing()).statusCode(204);
        var next = signsIn().statusCode(200);
        deliver();
        refresh(next).statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aDeletionTakesEffectOnce(Loss loss) throws Exception {
        var session = signsUp();
        lost(loss, DELETION, () -> delete(session), nothing()).statusCode(204);
        deliver();
        assertThat(accounts()).isEqualTo("none");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aDeletionThatOthersWereFasterWithIsOne(Loss loss) throws Exception {
        var session = signsUp();
        lost(loss, DELETION, () -> delete(session), this::othersDelete).statusCode(204);
        deliver();
        assertThat(accounts()).isEqualTo("none");
    }

    @ParameterizedTest
    @EnumSource(names = { "BEFORE_SERVER", "UNHEARD" }, mode = EnumSource.Mode.EXCLUDE)
    void aDeletionLeavesWhoSignedUpWithTheAddressSince(Loss loss) throws Exception {
        var session = signsUp();
        lost(loss, DELETION, () -> delete(session), nothing()).statusCode(204);
        var next = signsUp().statusCode(201);
        deliver();
        assertThat(accounts()).isEqualTo(next.extract().path("user.id"));
        refresh(next).statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(names = { "AFTER_SERVER", "UNHEARD" }, mode = EnumSource.Mode.EXCLUDE)
    void aDeletionForAPasswordThatOthersChangedMeanwhileIsRefused(Loss loss) throws Exception {
        var session = signsUp();
        lost(loss, DELETION, () -> delete(session),
                () -> others("update accounts set password_version = gen_random_uuid() where email = '%s'")).statusCode(401);
        deliver();
        assertThat(accounts()).isEqualTo(session.extract().path("user.id"));
    }

    private ValidatableResponse lost(Loss loss, String statement, Supplier<ValidatableResponse> request, Meanwhile others)
            throws Exception {
        return FirstAttempt.lost(simulator, loss, statement, () -> request.get().extract().response(), others).then();
    }

    private void deliver() {
        FirstAttempt.deliver(simulator);
    }

    private static Meanwhile nothing() {
        return () -> {
        };
    }

    private ValidatableResponse signsUp() {
        return AccountCalls.signUp(email, PASSWORD);
    }

    private ValidatableResponse signsIn() {
        return AccountCalls.signIn(email, PASSWORD);
    }

    private static ValidatableResponse refresh(ValidatableResponse session) {
        return AccountCalls.refresh(refreshToken(session));
    }

    private static ValidatableResponse signOut(ValidatableResponse session) {
        return AccountCalls.signOut(refreshToken(session));
    }

    private static ValidatableResponse delete(ValidatableResponse session) {
        return AccountCalls.delete(token(session), body("password", PASSWORD));
    }

    private void othersSignUp() throws SQLException {
        others("insert into accounts values ('other %1$s', '%1$s', null, 'hash', now())");
    }

    private void othersDelete() throws SQLException {
        others("with gone as (delete from accounts where email = '%s' returning id) insert into deleted_accounts "
                + "select sha256(convert_to(id, 'UTF8')), now() from gone");
    }

    /** Twice, with tokens of which nothing here is known. */
    private void othersRenew(ValidatableResponse session) throws SQLException {
        others("update sessions set previous_hash = sha256('1'), token_hash = sha256('2'), rotated_at = now() where id = '"
                + id(session) + "'");
    }

    private static UUID id(ValidatableResponse session) {
        return RefreshToken.parse(refreshToken(session)).orElseThrow().session();
    }

    /** By another copy of the service. */
    private void others(String sql) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", sql.formatted(email));
    }

    /** The ids of those that have the address; "none" if there are none. */
    private String accounts() throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb",
                "select coalesce(string_agg(id, ' '), 'none') from accounts where email = '" + email + "'");
    }

    /** How many the address has. */
    private String sessions() throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb",
                "select count(*) from sessions join accounts on account = accounts.id where email = '" + email + "'");
    }
}
