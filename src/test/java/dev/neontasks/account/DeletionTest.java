package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.delete;
import static dev.neontasks.account.AccountCalls.me;
import static dev.neontasks.account.AccountCalls.newEmail;
import static dev.neontasks.account.AccountCalls.refresh;
import static dev.neontasks.account.AccountCalls.refreshToken;
import static dev.neontasks.account.AccountCalls.signIn;
import static dev.neontasks.account.AccountCalls.signUp;
import static dev.neontasks.account.AccountCalls.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

@QuarkusTest
class DeletionTest {

    private static final String WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' "
            + "and query like '%delete from accounts%'";

    private final String email = newEmail();
    private ValidatableResponse session;
    private Person ann;

    @BeforeEach
    void begin() {
        session = signUp(email, PASSWORD).statusCode(201);
        ann = new Person(email, token(session), session.extract().path("user.id"));
        ann.has("Water the plants");
    }

    @Test
    void takesEverythingAlong() throws SQLException {
        delete(ann.token(), body("password", PASSWORD)).statusCode(204);
        for (var table : new String[] { "accounts where id", "tasks where owner", "sessions where account" }) {
            assertThat(count(table)).as(table).isZero();
        }
    }

    @Test
    void leavesTheTokensGoodForNothing() {
        delete(ann.token(), body("password", PASSWORD)).statusCode(204);
        refresh(refreshToken(session)).statusCode(401);
        signIn(email, PASSWORD).statusCode(401);
        me(ann.token()).statusCode(401);
        ann.asks().get("/api/tasks").then().statusCode(200).body("items.size()", is(0));
        ann.asks().get("/api/me/export").then().statusCode(401);
        ann.adds("{\"title\":\"too late\"}").statusCode(401);
        var path = "/api/tasks/" + UUID.randomUUID();
        ann.asks().body("{\"title\":\"too late\"}").put(path).then().statusCode(401);
        ann.asks().header("If-Match", "*").body("{\"title\":\"too late\"}").put(path).then().statusCode(401);
        ann.asks().contentType("application/merge-patch+json").body("{\"completed\":true}").patch(path).then().statusCode(401);
        ann.asks().delete(path).then().statusCode(401);
        ann.asks().header("If-Match", "*").delete(path).then().statusCode(401);
        delete(ann.token(), body("password", PASSWORD)).statusCode(401);
    }

    @Test
    void letsTheAddressSignUpAgain() {
        delete(ann.token(), body("password", PASSWORD)).statusCode(204);
        var again = signUp(email, PASSWORD).statusCode(201);
        assertThat((String) again.extract().path("user.id")).isNotEqualTo(ann.id());
    }

    @Test
    void needsThePassword() {
        delete(ann.token(), body("password", PASSWORD + "x")).statusCode(401).header("WWW-Authenticate", "Bearer");
        delete(ann.token(), "{}").statusCode(422).body("errors.field", hasItem("password"));
        delete(ann.token(), "").statusCode(422).body("errors.field", hasItem("password"));
        ann.asks().post("/api/me/deletion").then().statusCode(422);
        me(ann.token()).statusCode(200);
    }

    @Test
    void needsTheToken() {
        given().contentType("application/json").body(body("password", PASSWORD)).post("/api/me/deletion").then()
                .statusCode(401);
        me(ann.token()).statusCode(200);
    }

    /** Somebody else changes it in the moment after. */
    @Test
    void isForThePasswordThatWasProved() throws Exception {
        try (var other = TestDatabase.running().superuser("neondb")) {
            other.setAutoCommit(false);
            Sql.run(other, "update accounts set password_version = gen_random_uuid() where id = '" + ann.id() + "'");
            var answer = CompletableFuture.supplyAsync(() -> delete(ann.token(), body("password", PASSWORD)).extract());
            await().until(() -> Sql.ask(TestDatabase.running(), "neondb", WAITING).equals("1"));
            other.commit();
            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(401);
        }
        assertThat(count("accounts where id")).isEqualTo(1);
        assertThat(count("tasks where owner")).isEqualTo(1);
        me(ann.token()).statusCode(200);
        ann.adds("{\"title\":\"still here\"}").statusCode(201);
        delete(ann.token(), body("password", PASSWORD)).statusCode(204);
    }

    private int count(String table) throws SQLException {
        try (var superuser = TestDatabase.running().superuser("neondb");
                var query = superuser.prepareStatement("select count(*) from " + table + " = ?")) {
            query.setString(1, ann.id());
            var row = query.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }
}
