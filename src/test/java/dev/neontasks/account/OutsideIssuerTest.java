package dev.neontasks.account;

import static dev.neontasks.account.AccountCalls.PASSWORD;
import static dev.neontasks.account.AccountCalls.body;
import static dev.neontasks.account.AccountCalls.me;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.TestIssuer;

@QuarkusTest
@QuarkusTestResource(value = OutsideIssuerTest.Issuer.class, restrictToAnnotatedClass = true)
class OutsideIssuerTest {

    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "PATCH", "DELETE");

    Issuer issuer;
    final String subject = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(strings = { "EdDSA", "ES256", "RS256" })
    void isTrusted(String algorithm) {
        me(issuer.token(algorithm, subject, Map.of("email", "ann@example.com", "name", "Ann"))).statusCode(200)
                .body("id", is(subject), "email", is("ann@example.com"), "name", is("Ann"));
    }

    @Test
    void makesAnAccountAtTheFirstRead() {
        var token = issuer.token("EdDSA", subject, Map.of());
        var since = me(token).statusCode(200).body("email", nullValue(), "name", nullValue()).extract().path("createdAt");
        me(token).body("createdAt", is(since));
    }

    @Test
    void makesAnAccountAtTheFirstWrite() {
        var ann = person();
        ann.adds("{\"title\":\"First\"}").statusCode(201);
        ann.asks().body("{\"title\":\"Second\"}").put("/api/tasks/" + UUID.randomUUID()).then().statusCode(201);
        ann.asks().get("/api/tasks").then().body("items.size()", is(2));
        ann.asks().get("/api/me/export").then().body("user.id", is(subject), "tasks.size()", is(2));
    }

    @Test
    void listsByDayAndCounts() {
        var today = "&today=2026-12-24";
        var ann = person();
        ann.asks().get("/api/tasks?counts=true&sort=due" + today).then().statusCode(200).body("items.size()", is(0))
                .body("counts.all", is(0));
        ann.has("Some day");
        ann.adds("{\"title\":\"Late\",\"dueOn\":\"2026-12-23\"}").statusCode(201);
        ann.asks().get("/api/tasks?counts=true&sort=due" + today).then().body("items.title", contains("Late", "Some day"))
                .body("counts.all", is(2)).body("counts.overdue", is(1));
        ann.asks().get("/api/tasks?due=overdue" + today).then().body("items.title", contains("Late"));
        var cursor = ann.asks().get("/api/tasks?sort=due&limit=1").then().extract().<String> path("nextCursor");
        ann.asks().get("/api/tasks?sort=due&cursor=" + cursor).then().body("items.title", contains("Some day"));
        delete(ann);
        ann.asks().get("/api/tasks?counts=true" + today).then().body("items.size()", is(0)).body("counts.all", is(0));
    }

    @Test
    void keepsItsPeopleApart() {
        person().has("Ann's");
        new Person("", issuer.token("ES256", UUID.randomUUID().toString(), Map.of()), "").asks().get("/api/tasks").then()
                .statusCode(200).body("items.size()", is(0));
    }

    @Test
    void isAskedForNoPasswordWhenAnAccountIsDeleted() {
        var ann = person();
        ann.has("Ann's");
        delete(ann);
        ann.asks().get("/api/tasks").then().body("items.size()", is(0));
    }

    @Test
    void leavesTheTokensOfADeletedAccountGoodForNothing() {
        var ann = person();
        ann.has("Ann's");
        delete(ann);
        assertGone(ann);
        var later = issuer.token("ES256", subject, Map.of("iat", Instant.now().getEpochSecond() + 2));
        me(later).statusCode(200).body("id", is(subject));
        new Person("", later, subject).has("Ann's again");
    }

    @Test
    void leavesTheTokensGoodForNothingThoughNothingWasStoredBefore() {
        var ann = person();
        delete(ann);
        assertGone(ann);
    }

    private static void delete(Person person) {
        given().noContentType().header("Authorization", "Bearer " + person.token()).post("/api/me/deletion").then()
                .statusCode(204);
    }

    private static void assertGone(Person person) {
        me(person.token()).statusCode(401);
        person.adds("{\"title\":\"too late\"}").statusCode(401);
        person.asks().body("{\"title\":\"too late\"}").put("/api/tasks/" + UUID.randomUUID()).then().statusCode(401);
        person.asks().get("/api/me/export").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "sign-up", "sign-in", "refresh", "sign-out", "reset", "reset/confirm", "email/confirm" })
    void leavesNothingOfSigningIn(String path) {
        given().contentType("application/json").body(body("email", "a@example.com", "password", PASSWORD))
                .post("/api/auth/" + path).then().statusCode(404).contentType("application/problem+json");
        given().get("/api/auth/" + path).then().statusCode(404);
    }

    @Test
    void leavesNothingOfChangingAnAccount() {
        person().asks().body("{\"name\":\"Ann\"}").patch("/api/me").then().statusCode(404)
                .contentType("application/problem+json");
        person().asks().body(body("password", PASSWORD, "newPassword", PASSWORD)).post("/api/me/password").then()
                .statusCode(404).contentType("application/problem+json");
        person().asks().body(body("password", PASSWORD, "email", "c@example.com")).post("/api/me/email").then().statusCode(404);
        person().asks().post("/api/me/email/mail").then().statusCode(404);
        person().asks().get("/api/me/sessions").then().statusCode(404).contentType("application/problem+json");
        person().asks().delete("/api/me/sessions").then().statusCode(404);
        person().asks().delete("/api/me/sessions/" + UUID.randomUUID()).then().statusCode(404);
    }

    /** What is described and is not named here has to do with accounts of our own, and does not exist for anybody. */
    @Test
    void leavesOfAllThatIsDescribedWhatNeedsNoAccountHere() {
        var described = given().accept("application/json").get("/openapi").then().statusCode(200).extract()
                .<Map<String, Map<String, Object>>> path("paths");
        var there = new TreeSet<String>();
        described.forEach((path, operations) -> operations.keySet().stream().map(String::toUpperCase)
                .filter(METHODS::contains).forEach(method -> {
                    var url = path.replace("{id}", UUID.randomUUID().toString());
                    var token = issuer.token("ES256", UUID.randomUUID().toString(), Map.of());
                    var known = new Person("", token, "").asks().body("{}").request(method, url).statusCode();
                    var unknown = given().contentType("application/json").body("{}").request(method, url).statusCode();
                    if (known != 404 || unknown != 404) {
                        there.add(method + " " + path);
                    }
                }));
        assertThat(there).filteredOn(operation -> operation.contains(" /api/")).containsExactlyInAnyOrder("GET /api/me",
                "GET /api/me/export", "POST /api/me/deletion", "GET /api/tasks", "POST /api/tasks", "GET /api/tasks/{id}",
                "PUT /api/tasks/{id}", "PATCH /api/tasks/{id}", "DELETE /api/tasks/{id}", "GET /api/status",
                "GET /api/status/history",
                "POST /api/status/verify");
    }

    /** A path is what is matched, however it is written. */
    @ParameterizedTest
    @ValueSource(strings = { "/api/me/password/", "/api/x/%2e%2e/me/password", "/api/x/%2e%2e/auth/sign-up",
            "/api/auth/sign-up/", "/api/me/password;a=b", "/api/me;a=b/password", "/api/auth;a=b/sign-up",
            "/api/%61uth/sign-up",
            "//api/me/password" })
    void leavesNothingOfThoseByAnotherSpelling(String path) {
        person().asks().urlEncodingEnabled(false)
                .body(body("email", "b@example.com", "password", PASSWORD, "newPassword", PASSWORD)).post(path)
                .then().statusCode(404);
    }

    /** RFC 9110, section 10.2.1. */
    @Test
    void leavesNoMethodOfThoseToBeTold() {
        given().options("/api/me").then().statusCode(204).header("Allow", "GET, HEAD, OPTIONS");
        person().asks().put("/api/me").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
        given().options("/api/tasks").then().statusCode(204).header("Allow", "GET, HEAD, OPTIONS, POST");
    }

    @Test
    void isNamedByTheStatus() {
        given().get("/api/status").then().statusCode(200).body("service.accounts", is(Map.of("issuer", TestIssuer.ORIGIN)));
    }

    @ParameterizedTest
    @CsvSource({ "true, true", "false, false", "'true', true", "1, false" })
    void saysWhetherAnAddressIsProved(String claim, boolean isVerified) {
        me(issuer.token("EdDSA", subject, Map.of("email", "ann@example.com", "email_verified", claim)))
                .body("emailVerified", is(isVerified));
    }

    @Test
    void saysSoInABooleanAsWell() {
        me(issuer.token("EdDSA", subject, Map.of("email", "ann@example.com", "email_verified", true)))
                .body("emailVerified", is(true));
        me(issuer.token("EdDSA", subject, Map.of("email", "ann@example.com"))).body("emailVerified", is(false));
    }

    @Test
    void showsTheKeysThatAreAccepted() {
        me(issuer.token("EdDSA", subject, Map.of()));
        assertThat(given().get("/.well-known/jwks.json").then().statusCode(200).extract().<String> path("keys.kid.join(' ')"))
                .contains("EdDSA-1", "ES256-1", "RS256-1");
    }

    @Test
    void vouchesForNobodyElse() {
        me(issuer.token("EdDSA", subject, Map.of("iss", "neon-tasks"))).statusCode(401);
        me(issuer.token("EdDSA", subject, Map.of("aud", "neon-tasks"))).statusCode(401);
        me(issuer.token("EdDSA", subject, Map.of("exp", 1))).statusCode(401);
        me(issuer.token("EdDSA", "", Map.of())).statusCode(401);
        me(issuer.token("EdDSA", "a\u0000b", Map.of())).statusCode(401);
        me(issuer.token("EdDSA", "x".repeat(256), Map.of())).statusCode(401);
    }

    /** Somebody who signed up here before an issuer was trusted. */
    @Test
    void isNobodyWhoSignedUpHere() throws SQLException {
        var task = UUID.randomUUID();
        own("insert into accounts (id, email, password_hash, created_at) values ('%s', '%1$s@example.com', 'hash', now())",
                "insert into tasks (owner, id, title, completed, created_at, updated_at, revision) values ('%s', '" + task
                        + "', 'Secret', false, now(), now(), gen_random_uuid())");
        var before = own("select string_agg(accounts::text || tasks, ' ') from accounts join tasks on owner = accounts.id "
                + "where accounts.id = '%s'");
        var ann = person();
        var path = "/api/tasks/" + task;
        me(ann.token()).statusCode(401).body("detail", is("This account is not one of the token's issuer."));
        ann.asks().get("/api/me/export").then().statusCode(401);
        ann.asks().get("/api/tasks").then().statusCode(200).body("items.size()", is(0));
        ann.asks().get("/api/tasks?q=secret").then().statusCode(200).body("items.size()", is(0));
        ann.asks().get(path).then().statusCode(404);
        ann.adds("{\"title\":\"Mine\"}").statusCode(401);
        ann.asks().body("{\"title\":\"Mine\"}").put(path).then().statusCode(401);
        ann.asks().body("{\"title\":\"Mine\"}").put("/api/tasks/" + UUID.randomUUID()).then().statusCode(401);
        ann.asks().header("If-Match", "*").body("{\"title\":\"Mine\"}").put(path).then().statusCode(401);
        ann.asks().body("{\"title\":\"Mine\"}").patch(path).then().statusCode(401);
        ann.asks().delete(path).then().statusCode(401);
        ann.asks().header("If-Match", "*").delete(path).then().statusCode(401);
        given().noContentType().header("Authorization", "Bearer " + ann.token()).post("/api/me/deletion").then()
                .statusCode(401);
        assertThat(own("select string_agg(accounts::text || tasks, ' ') from accounts join tasks on owner = accounts.id "
                + "where accounts.id = '%s'")).isEqualTo(before);
    }

    /** Runs these for the subject; what the last one gives. */
    private String own(String... statements) throws SQLException {
        try (var superuser = TestDatabase.running().superuser("neondb"); var statement = superuser.createStatement()) {
            var last = "";
            for (var each : statements) {
                if (statement.execute(each.formatted(subject))) {
                    statement.getResultSet().next();
                    last = String.valueOf(statement.getResultSet().getString(1));
                }
            }
            return last;
        }
    }

    private Person person() {
        return new Person("", issuer.token("ES256", subject, Map.of()), subject);
    }

    /** An issuer with a key of every kind, and the variables that make the service trust it. */
    public static final class Issuer implements QuarkusTestResourceLifecycleManager {

        private final TestIssuer issuer = new TestIssuer();

        @Override
        public Map<String, String> start() {
            for (var algorithm : new String[] { "EdDSA", "ES256", "RS256" }) {
                issuer.adds(algorithm, 1);
            }
            return Map.of("JWT_JWKS_URL", issuer.url(), "JWT_ISSUER", TestIssuer.ORIGIN, "JWT_AUDIENCE", TestIssuer.ORIGIN);
        }

        @Override
        public void inject(Object test) {
            ((OutsideIssuerTest) test).issuer = this;
        }

        String token(String algorithm, String subject, Map<String, Object> more) {
            return issuer.token(algorithm + "-1", subject, more);
        }

        @Override
        public void stop() {
            issuer.close();
        }
    }
}
