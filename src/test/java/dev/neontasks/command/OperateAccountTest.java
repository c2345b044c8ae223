package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.command.account.AccountHand.Deed;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/** The operator's hand beside the running service. */
@QuarkusTest
class OperateAccountTest {

    private static final String COOKIE = "__Secure-refresh_token";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Person ann;
    private String refreshToken;

    @BeforeEach
    void signUp() {
        ann = Person.signedUp();
        refreshToken = signIn(Person.PASSWORD).statusCode(200).extract().cookie(COOKIE);
    }

    @Test
    void showsAnAccountAndNothingSecret() throws Exception {
        Sql.run(TestDatabase.running(), "neondb",
                "update accounts set name = 'Ann', email_verified_at = '2026-11-23' where id = '"
                        + ann.id() + "'");
        assertThat(run(Deed.SHOW, "  " + ann.email().toUpperCase() + " ")).isZero();
        assertThat(out.toString().lines()).hasSize(5).satisfiesExactly(
                line -> assertThat(line).isEqualTo("account   " + ann.id()),
                line -> assertThat(line).isEqualTo("e-mail    " + ann.email() + ", proved since 2026-11-23T00:00:00Z"),
                line -> assertThat(line).startsWith("made      20"), line -> assertThat(line).isEqualTo("state     enabled"),
                line -> assertThat(line).startsWith("sessions  2, used last 20"));
        refresh().statusCode(200);
    }

    @Test
    void signsOut() {
        assertThat(run(Deed.SIGN_OUT, ann.email())).isZero();
        assertThat(out.toString()).startsWith("All its sessions are ended").contains("sessions  0\n", "enabled");
        refresh().statusCode(401);
        signIn(Person.PASSWORD).statusCode(200);
    }

    @Test
    void disables() {
        assertThat(run(Deed.DISABLE, ann.email())).isZero();
        assertThat(out.toString()).startsWith("It is disabled").contains("disabled since 20", "sessions  0\n");
        refresh().statusCode(401);
        ann.asks().get("/api/me").then().statusCode(401);
        signIn(Person.PASSWORD).statusCode(401).body("detail", is("This account is disabled. Ask whoever runs this service."));
        signIn("wrong").statusCode(401).body("detail", is("Wrong e-mail or password."));
        var told = out.toString();
        out.reset();
        assertThat(run(Deed.DISABLE, ann.email())).isZero();
        assertThat(out.toString()).as("since when it was disabled first").isEqualTo(told);
    }

    /** As one has that began at the very moment, or that a copy of the version before began. */
    @Test
    void letsNoSessionOfADisabledAccountGoOn() throws Exception {
        Sql.run(TestDatabase.running(), "neondb", "update accounts set disabled_at = now() where id = '" + ann.id() + "'");
        refresh().statusCode(401).body("detail", is("Sign in again."));
        assertThat(run(Deed.ENABLE, ann.email())).isZero();
        refresh().statusCode(401);
        signIn(Person.PASSWORD).statusCode(200);
    }

    /** Who is disabled has no session left behind, nor who is not. */
    @Test
    void doesAllOfADeedOrNothing() throws Exception {
        Sql.run(TestDatabase.running(), "neondb", "create function refuse() returns trigger language plpgsql as "
                + "$$ begin raise exception 'not now'; end $$; create trigger refuse before delete on sessions for each row "
                + "when (old.account = '" + ann.id() + "') execute function refuse()");
        try {
            assertThat(run(Deed.DISABLE, ann.email())).isEqualTo(75);
            refresh().statusCode(200);
        } finally {
            Sql.run(TestDatabase.running(), "neondb", "drop trigger refuse on sessions; drop function refuse()");
        }
    }

    @Test
    void enablesAgain() {
        run(Deed.DISABLE, ann.email());
        out.reset();
        assertThat(run(Deed.ENABLE, ann.email())).isZero();
        assertThat(out.toString()).startsWith("It is enabled").contains("state     enabled");
        signIn(Person.PASSWORD).statusCode(200);
        ann.asks().get("/api/me").then().statusCode(200).body("email", startsWith(ann.email()));
    }

    @Test
    void makesALinkToAnotherPassword() throws Exception {
        assertThat(run(Deed.RESET_LINK, ann.email())).isZero();
        var lines = out.toString().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(1)).matches("https://tasks\\.example\\.com/base/reset#[A-Za-z0-9_-]{43}");
        reset(lines.get(1).replaceFirst(".*#", ""), "seven maids with seven mops").statusCode(204);
        signIn(Person.PASSWORD).statusCode(401);
        signIn("seven maids with seven mops").statusCode(200).body("user.emailVerified", is(false));
        refresh().statusCode(401);
        assertThat(Sql.ask(TestDatabase.running(), "neondb", "select count(*) from account_links where account = '" + ann.id()
                + "'")).isEqualTo("0");
    }

    @Test
    void makesTheLinkOfBeforeUseless() {
        run(Deed.RESET_LINK, ann.email());
        var first = out.toString().lines().toList().get(1).replaceFirst(".*#", "");
        run(Deed.RESET_LINK, ann.email());
        reset(first, "seven maids with seven mops").statusCode(401);
        refresh().statusCode(200);
    }

    @Test
    void makesNoLinkToNowhere() {
        var variables = Map.of("DATABASE_URL", TestDatabase.running().url());
        assertThatThrownBy(() -> new OperateAccount(ann.email(), Deed.RESET_LINK, new PrintStream(out), new PrintStream(err))
                .run(Environment.of(name -> Optional.ofNullable(variables.get(name))))).isInstanceOf(ConfigurationFault.class)
                .hasMessageStartingWith("PUBLIC_URL: is not set");
    }

    @ParameterizedTest
    @EnumSource
    void knowsNobodyElse(Deed deed) {
        assertThat(run(deed, "nobody@example.com")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("neon-tasks: there is no account with this e-mail address\n");
        refresh().statusCode(200);
    }

    @Test
    void waitsForADatabaseThatIsAway() {
        assertThat(run(Deed.DISABLE, ann.email(), "postgresql://u:canary@localhost:1/d")).isEqualTo(75);
        assertThat(err.toString()).isEqualTo("neon-tasks: the account could not be reached: it refuses connections\n");
    }

    private int run(Deed deed, String email) {
        return run(deed, email, TestDatabase.running().url());
    }

    private int run(Deed deed, String email, String url) {
        var variables = Map.of("DATABASE_URL", url, "DATABASE_WAKE_BUDGET", "500ms", "PUBLIC_URL",
                "https://tasks.example.com/base/");
        try {
            return new OperateAccount(email, deed, new PrintStream(out), new PrintStream(err))
                    .run(Environment.of(name -> Optional.ofNullable(variables.get(name))));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ValidatableResponse signIn(String password) {
        return RestAssured.given().contentType(ContentType.JSON).body(Map.of("email", ann.email(), "password", password))
                .post("/api/auth/sign-in").then();
    }

    private static ValidatableResponse reset(String token, String next) {
        return RestAssured.given().contentType(ContentType.JSON).body(Map.of("token", token, "newPassword", next))
                .post("/api/auth/reset/confirm").then();
    }

    private ValidatableResponse refresh() {
        return RestAssured.given().cookie(COOKIE, refreshToken).post("/api/auth/refresh").then();
    }
}
