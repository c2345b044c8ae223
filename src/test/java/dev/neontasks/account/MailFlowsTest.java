package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.signIn;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.LogLines;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.WithMail;
import dev.neontasks.mail.MailBox;
import dev.neontasks.mail.MailBox.Received;
import dev.neontasks.simulator.NeonSimulator;

/** What people do by mail, from the call to what they read and back. */
@QuarkusTest
@TestProfile(WithMail.class)
class MailFlowsTest {

    private static final String NEXT = "seven maids with seven mops";

    MailBox mails;
    NeonSimulator simulator;
    private final String email = newEmail();
    private ValidatableResponse session;
    private Received welcome;

    @BeforeEach
    void signUp() {
        session = AccountCalls.signUp(email, PASSWORD).statusCode(201).body("user.emailVerified", is(false));
        welcome = mails.newest(email, 1);
    }

    @Test
    void aSignUpIsConfirmedByTheMailThatFollowsIt() {
        assertThat(welcome.subject()).isEqualTo("Confirm your e-mail address");
        confirm(welcome.token("confirm")).statusCode(204);
        AccountCalls.me(token(session)).body("emailVerified", is(true));
        confirm(welcome.token("confirm")).statusCode(401).body("type", is("/problems/unauthenticated"));
    }

    @Test
    void theMailOfConfirmationComesAgainUntilTheAddressIsConfirmed() {
        post("/api/me/email/mail", null).statusCode(202);
        var second = mails.newest(email, 2);
        confirm(second.token("confirm")).statusCode(204);
        post("/api/me/email/mail", null).statusCode(202);
        askForReset(email).statusCode(202);
        assertThat(mails.newest(email, 3).subject()).as("no mail in between").isEqualTo("Choose a new password");
    }

    @Test
    void aForgottenPasswordIsReplacedAndTheAddressProved() {
        askForReset(" " + email.toUpperCase() + " ").statusCode(202).body(is(""));
        var mail = mails.newest(email, 2);
        assertThat(mail.subject()).isEqualTo("Choose a new password");
        reset(mail.token("reset")).statusCode(204);
        signIn(email, NEXT).statusCode(200).body("user.emailVerified", is(true));
        assertThat(mails.newest(email, 3).subject()).isEqualTo("Your password was changed");
        reset(mail.token("reset")).statusCode(401);
        confirm(welcome.token("confirm")).statusCode(401);
    }

    @Test
    void aMailboxIsNotFilledWithNotices() {
        for (var time = 0; time < 15; time++) {
            given().auth().oauth2(token(session)).delete("/api/me/sessions").then().statusCode(204);
        }
        askForReset(email).statusCode(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> mails.to(email).stream()
                .anyMatch(mail -> mail.subject().equals("Choose a new password")));
        assertThat(mails.to(email)).filteredOn(mail -> mail.subject().equals("You were signed out elsewhere")).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = { "nobody-%s", "not an address %s" })
    void whoHasNoAccountGetsTheSameAnswerAfterTheSameWorkAndNoMail(String written) {
        var nobody = written.formatted(newEmail());
        var known = trips(() -> askForReset(email));
        var unknown = trips(() -> askForReset(nobody));
        assertThat(unknown).isEqualTo(known).isEqualTo(1);
        var answer = askForReset(nobody).statusCode(202).extract();
        assertThat(answer.body().asString()).isEqualTo(askForReset(email).extract().body().asString()).isEmpty();
        assertThat(answer.headers().asList()).extracting("name")
                .isEqualTo(askForReset(email).extract().headers().asList().stream().map(header -> header.getName()).toList());
        mails.newest(email, 6);
        assertThat(mails.to(nobody)).isEmpty();
    }

    @Test
    void somebodyWhoIsDisabledGetsNoMail() throws SQLException {
        sql("update accounts set disabled_at = now() where email = '%s'");
        askForReset(email).statusCode(202);
        sql("update accounts set disabled_at = null where email = '%s'");
        askForReset(email).statusCode(202);
        assertThat(mails.all(email, 2)).hasSize(2);
    }

    @Test
    void anotherAddressIsTheAccountsOnceItIsConfirmed() {
        var next = newEmail();
        change(PASSWORD, next).statusCode(202);
        var told = mails.newest(email, 2);
        assertThat(told.subject()).isEqualTo("Your e-mail address is about to change");
        assertThat(told.text()).doesNotContain("#").doesNotContain(next);
        signIn(next, PASSWORD).statusCode(401);
        askForReset(email).statusCode(202);
        var reset = mails.newest(email, 3);
        confirm(mails.newest(next, 1).token("confirm")).statusCode(204);
        AccountCalls.me(token(session)).body("email", is(next), "emailVerified", is(true));
        signIn(email, PASSWORD).statusCode(401);
        signIn(next, PASSWORD).statusCode(200);
        assertThat(mails.newest(email, 4).subject()).isEqualTo("Your e-mail address was changed");
        reset(reset.token("reset")).statusCode(401);
    }

    @Test
    void anotherAddressAsksForThePasswordAndForOneThatNobodyHas() {
        change("wrong " + PASSWORD, newEmail()).statusCode(401);
        change(PASSWORD, "nonsense").statusCode(422).body("errors.field", hasItem("email"));
        var bobs = newEmail();
        AccountCalls.signUp(bobs, PASSWORD).statusCode(201);
        change(PASSWORD, bobs).statusCode(409);
        change(PASSWORD, email).statusCode(409);
        given().contentType(ContentType.JSON).body(body("password", PASSWORD, "email", newEmail())).post("/api/me/email").then()
                .statusCode(401);
    }

    /** Whoever changes the password because somebody else knows it stops what that one has begun. */
    @Test
    void anotherAddressIsRefusedWhoseAskerKnewThePasswordOfBefore() throws Exception {
        try (var owner = TestDatabase.running().superuser("neondb")) {
            owner.setAutoCommit(false);
            Sql.run(owner, "update accounts set password_version = gen_random_uuid() where email = '" + email + "'");
            var answer = CompletableFuture.supplyAsync(() -> change(PASSWORD, newEmail()).extract().statusCode());
            await().atMost(Duration.ofSeconds(20)).until(() -> answer.isDone() || Integer.parseInt(
                    Sql.ask(TestDatabase.running(), "neondb", "select count(*) from pg_locks where not granted")) > 0);
            owner.commit();
            assertThat(answer.get()).isEqualTo(401);
        }
    }

    @Test
    void anotherAddressIsRefusedWhenSomebodySignedUpWithItMeanwhile() {
        var next = newEmail();
        change(PASSWORD, next).statusCode(202);
        var link = mails.newest(next, 1).token("confirm");
        AccountCalls.signUp(next, PASSWORD).statusCode(201);
        confirm(link).statusCode(409).body("type", is("/problems/conflict"));
        AccountCalls.me(token(session)).body("email", is(email));
    }

    @Test
    void anotherPasswordStopsAChangeOfTheAddress() {
        var next = newEmail();
        change(PASSWORD, next).statusCode(202);
        var link = mails.newest(next, 1).token("confirm");
        post("/api/me/password", body("password", PASSWORD, "newPassword", NEXT)).statusCode(204);
        confirm(link).statusCode(401);
        confirm(welcome.token("confirm")).statusCode(204);
    }

    @Test
    void theLastOfSeveralChangesIsTheOneThatIsGood() {
        var first = newEmail();
        var second = newEmail();
        change(PASSWORD, first).statusCode(202);
        change(PASSWORD, second).statusCode(202);
        confirm(mails.newest(first, 1).token("confirm")).statusCode(401);
        confirm(mails.newest(second, 1).token("confirm")).statusCode(204);
    }

    @Test
    void aLinkIsUsedOnceByHoweverMany() {
        var next = newEmail();
        change(PASSWORD, next).statusCode(202);
        var link = mails.newest(next, 1).token("confirm");
        var answers = IntStream.range(0, 20).parallel().map(i -> confirm(link).extract().statusCode()).sorted().boxed()
                .toList();
        assertThat(answers).startsWith(204);
        assertThat(answers.subList(1, 20)).containsOnly(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "expires_at = now() - interval '1 second'", "purpose = 'reset'", "email = 'another@example.org'" })
    void aLinkIsGoodForNothingThatIsOldOrForSomethingElse(String change) throws SQLException {
        sql("update account_links set " + change
                + " where account = (select id from accounts where email = '%s')");
        confirm(welcome.token("confirm")).statusCode(401);
        AccountCalls.me(token(session)).body("emailVerified", is(false));
    }

    @Test
    void onlyAHashOfATokenIsKept() throws SQLException {
        var kept = Sql.ask(TestDatabase.running(), "neondb", "select encode(token_hash, 'hex') || purpose || email "
                + "from account_links where account = (select id from accounts where email = '" + email + "')");
        var token = LinkToken.parse(welcome.token("confirm")).orElseThrow();
        assertThat(kept).isEqualTo(HexFormat.of().formatHex(token.hash()) + "confirm" + email);
    }

    @Test
    void mailsAreTheSameInBothFormsAndLoadNothing() {
        assertThat(welcome.text()).contains("There is an account with this address at tasks.example.com.")
                .doesNotContain("<", "&");
        assertThat(welcome.html()).contains("There is an account with this address at tasks.example.com.")
                .doesNotContainPattern("(?i)<img|<script|<link|@import|url\\(|src=").doesNotContain(email);
    }

    @Test
    void whatWasDoneToAnAccountIsTold() {
        post("/api/me/password", body("password", PASSWORD, "newPassword", NEXT)).statusCode(204);
        assertThat(mails.newest(email, 2).subject()).isEqualTo("Your password was changed");
        signIn(email, NEXT).statusCode(200);
        given().auth().oauth2(token(session)).delete("/api/me/sessions").then().statusCode(204);
        assertThat(mails.newest(email, 3).subject()).isEqualTo("You were signed out elsewhere");
        var first = AccountCalls.refreshToken(session);
        var second = AccountCalls.refreshToken(AccountCalls.refresh(first).statusCode(200));
        AccountCalls.refresh(second).statusCode(200);
        AccountCalls.refresh(first).statusCode(401);
        assertThat(mails.newest(email, 4).subject()).isEqualTo("One of your sessions was ended");
    }

    @Test
    void theSecurityLogTellsOfAllOfItAndNobodysAddressOrToken() {
        var next = newEmail();
        var lines = new LogLines("dev.neontasks.security");
        change("wrong " + PASSWORD, next).statusCode(401);
        change(PASSWORD, next).statusCode(202);
        var link = mails.newest(next, 1).token("confirm");
        confirm(link).statusCode(204);
        askForReset(next).statusCode(202);
        lines.close();
        for (var kind : List.of("email_change_wrong_password", "email_change_asked", "email_changed", "reset_asked")) {
            assertThat(lines.with("kind=" + kind + " ")).as(kind).hasSize(1);
        }
        assertThat(lines.with("")).allSatisfy(line -> assertThat(line).doesNotContain(email, next, link));
    }

    @Test
    void theStatusSaysThatThereIsMail() {
        given().get("/api/status").then().statusCode(200).body("service.accounts.mail", is(true));
    }

    /** Each leaves one for a quarter of an hour, and there may be nobody who writes. */
    @Test
    void aMailThatIsAskedForTakesReceiptsAwayThatHaveExpired() throws SQLException {
        var write = UUID.randomUUID();
        Sql.run(TestDatabase.running(), "neondb",
                "insert into receipts (owner, write, outcome, revision, expires_at) values ('', '"
                        + write + "', 200, '" + write + "', now() - interval '1 day')");
        // At most every ten seconds.
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            askForReset(newEmail()).statusCode(202);
            assertThat(Sql.ask(TestDatabase.running(), "neondb", "select count(*) from receipts where write = '" + write + "'"))
                    .isEqualTo("0");
        });
    }

    private long trips(Runnable request) {
        return IntStream.range(0, 3).mapToLong(time -> {
            var before = simulator.counts();
            request.run();
            return simulator.counts().since(before).roundTrips();
        }).min().orElseThrow();
    }

    private static ValidatableResponse askForReset(String email) {
        return given().contentType(ContentType.JSON).body(body("email", email)).post("/api/auth/reset").then();
    }

    private static ValidatableResponse reset(String token) {
        return given().contentType(ContentType.JSON).body(body("token", token, "newPassword", NEXT))
                .post("/api/auth/reset/confirm").then();
    }

    private static ValidatableResponse confirm(String token) {
        return given().contentType(ContentType.JSON).body(body("token", token)).post("/api/auth/email/confirm").then();
    }

    private ValidatableResponse change(String password, String next) {
        return post("/api/me/email", body("password", password, "email", next));
    }

    private ValidatableResponse post(String path, Object body) {
        var request = given().auth().oauth2(token(session));
        return (body == null ? request : request.contentType(ContentType.JSON).body(body)).post(path).then();
    }

    private void sql(String statement) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", statement.formatted(email));
    }
}
