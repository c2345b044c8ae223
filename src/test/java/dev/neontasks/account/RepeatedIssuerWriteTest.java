package dev.neontasks.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

import dev.neontasks.BehindASimulator;
import dev.neontasks.FirstAttempt;
import dev.neontasks.FirstAttempt.Meanwhile;
import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.TestIssuer;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/** The same as {@link RepeatedAccountWriteTest} of accounts that an outside issuer's tokens make appear, and appear again. */
@QuarkusTest
@TestProfile(RepeatedIssuerWriteTest.WithAnIssuer.class)
class RepeatedIssuerWriteTest {

    private static final String FIRST_WRITE = "insert into accounts";
    private static final String DELETION = "delete from accounts";

    NeonSimulator simulator;
    TestIssuer issuer;

    private final String subject = UUID.randomUUID().toString();

    @AfterEach
    void end() {
        simulator.recover();
        simulator.deliver();
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aFirstWriteMakesOneAccount(Loss loss) throws Exception {
        var ann = person();
        assertThat(lost(loss, FIRST_WRITE, () -> add(ann, "First"), nothing()).statusCode()).isEqualTo(201);
        deliver();
        assertThat(titles()).isEqualTo("First");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aFirstWriteThatOthersWereFasterWithLeavesTheirs(Loss loss) throws Exception {
        var ann = person();
        assertThat(lost(loss, FIRST_WRITE, () -> add(ann, "First"), () -> othersAppearWith("Theirs")).statusCode())
                .isEqualTo(201);
        deliver();
        assertThat(titles()).isEqualTo("First, Theirs");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aFirstWriteBringsNothingBackThatWasDeletedMeanwhile(Loss loss) throws Exception {
        var ann = person();
        assertThat(lost(loss, FIRST_WRITE, () -> add(ann, "First"), this::othersDelete).statusCode()).isEqualTo(401);
        deliver();
        assertThat(accounts()).isEqualTo("0");
    }

    @Test
    void aFirstWriteThatIsLateBringsNothingBack() throws Exception {
        var ann = person();
        lost(Loss.LATE, FIRST_WRITE, () -> add(ann, "First"), nothing());
        assertThat(delete(ann).statusCode()).isEqualTo(204);
        deliver();
        assertThat(accounts()).isEqualTo("0");
    }

    /** It finds the account in its way, waits, and then finds it gone. */
    @Test
    void aFirstWriteThatComesDuringTheDeletionBringsNothingBack() throws Exception {
        var ann = person();
        lost(Loss.LATE, FIRST_WRITE, () -> add(ann, "First"), nothing());
        try (var other = TestDatabase.running().superuser("neondb")) {
            other.setAutoCommit(false);
            Sql.run(other, deletion());
            simulator.deliver();
            await().until(() -> Sql.ask(TestDatabase.running(), "neondb", "select count(*) from pg_stat_activity "
                    + "where wait_event_type = 'Lock' and query like '%accounts%'").equals("1"));
            other.commit();
        }
        deliver();
        assertThat(accounts()).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = "UNHEARD", mode = EnumSource.Mode.EXCLUDE)
    void aDeletionTakesEffectOnce(Loss loss) throws Exception {
        var ann = person();
        add(ann, "First");
        assertThat(lost(loss, DELETION, () -> delete(ann), nothing()).statusCode()).isEqualTo(204);
        deliver();
        assertThat(accounts()).isEqualTo("0");
    }

    @Test
    void aDeletionLeavesWhatHasAppearedSince() throws Exception {
        var ann = person();
        add(ann, "First");
        assertThat(lost(Loss.AFTER_SERVER, DELETION, () -> delete(ann), () -> othersAppearWith("New")).statusCode())
                .isEqualTo(204);
        assertThat(titles()).isEqualTo("New");
    }

    @Test
    void aDeletionThatIsLateLeavesWhatHasAppearedSince() throws Exception {
        var ann = person();
        add(ann, "First");
        assertThat(lost(Loss.LATE, DELETION, () -> delete(ann), nothing()).statusCode()).isEqualTo(204);
        assertThat(add(person(Instant.now().plusSeconds(2)), "New").statusCode()).isEqualTo(201);
        deliver();
        assertThat(titles()).isEqualTo("New");
    }

    /** Its receipt went with the account. */
    @Test
    void aTaskThatIsLateIsNotAddedToWhatHasAppearedSince() throws Exception {
        var ann = person();
        add(ann, "First");
        lost(Loss.LATE, "insert into tasks", () -> add(ann, "Second"), nothing());
        assertThat(delete(ann).statusCode()).isEqualTo(204);
        assertThat(add(person(Instant.now().plusSeconds(2)), "New").statusCode()).isEqualTo(201);
        deliver();
        assertThat(titles()).isEqualTo("New");
    }

    @Test
    void aRemovalThatIsLateLeavesTheTaskOfWhoHasAppearedSince() throws Exception {
        var ann = person();
        var path = "/api/tasks/" + UUID.randomUUID();
        put(ann, path, "Old");
        lost(Loss.LATE, "delete from tasks", () -> ann.asks().delete(path), nothing());
        assertThat(delete(ann).statusCode()).isEqualTo(204);
        put(person(Instant.now().plusSeconds(2)), path, "New");
        deliver();
        assertThat(titles()).isEqualTo("New");
    }

    @Test
    void aTokenFromBeforeTheDeletionWritesNothingToWhatHasAppearedSince() {
        var ann = person();
        var path = "/api/tasks/" + UUID.randomUUID();
        add(ann, "First");
        assertThat(delete(ann).statusCode()).isEqualTo(204);
        put(person(Instant.now().plusSeconds(2)), path, "New");
        assertThat(add(ann, "Old").statusCode()).isEqualTo(401);
        assertThat(ann.asks().delete(path).statusCode()).isEqualTo(401);
        assertThat(ann.asks().header("If-Match", "*").delete(path).statusCode()).isEqualTo(401);
        ann.asks().body("{\"title\":\"Old\"}").put("/api/tasks/" + UUID.randomUUID()).then().statusCode(401);
        ann.asks().body("{\"title\":\"Old\"}").put(path).then().statusCode(401);
        ann.asks().body("{\"title\":\"Old\"}").patch(path).then().statusCode(401);
        ann.asks().body("{\"title\":\"Old\"}").patch("/api/tasks/" + UUID.randomUUID()).then().statusCode(401);
    }

    private Response lost(Loss loss, String statement, Supplier<Response> request, Meanwhile others) throws Exception {
        return FirstAttempt.lost(simulator, loss, statement, request, others);
    }

    private void deliver() {
        FirstAttempt.deliver(simulator);
    }

    private static Meanwhile nothing() {
        return () -> {
        };
    }

    private Person person() {
        return person(Instant.now());
    }

    private Person person(Instant issued) {
        return new Person("", issuer.token("ES256-1", subject, Map.of("iat", issued.getEpochSecond())), subject);
    }

    private static Response add(Person person, String title) {
        return person.adds("{\"title\":\"" + title + "\"}").extract().response();
    }

    private static void put(Person person, String path, String title) {
        person.asks().body("{\"title\":\"" + title + "\"}").put(path).then().statusCode(201);
    }

    private static Response delete(Person person) {
        return given().noContentType().header("Authorization", "Bearer " + person.token()).post("/api/me/deletion");
    }

    /** By another copy of the service, with a later token. */
    private void othersAppearWith(String title) throws SQLException {
        others("insert into accounts values ('%1$s', null, null, null, now()) on conflict do nothing; insert into tasks values ('%1$s', "
                + "gen_random_uuid(), '" + title + "', null, false, null, now(), now(), gen_random_uuid())");
    }

    private void othersDelete() throws SQLException {
        others(deletion());
    }

    private String deletion() {
        return "delete from accounts where id = '%1$s'; insert into deleted_accounts values (sha256('%1$s'), now())"
                .formatted(subject);
    }

    private void others(String sql) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", sql.formatted(subject));
    }

    private String accounts() throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb", "select count(*) from accounts where id = '" + subject + "'");
    }

    private String titles() throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb",
                "select coalesce(string_agg(title, ', ' order by title), 'none') from tasks where owner = '" + subject + "'");
    }

    /** Behind a simulator, with an outside issuer. */
    public static final class WithAnIssuer implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            var resources = new ArrayList<>(new BehindASimulator().testResources());
            resources.add(new TestResourceEntry(Issuer.class));
            return resources;
        }
    }

    /** Gives the issuer to every field of that type. */
    public static final class Issuer implements QuarkusTestResourceLifecycleManager {

        private final TestIssuer issuer = new TestIssuer();

        @Override
        public Map<String, String> start() {
            issuer.adds("ES256", 1);
            return Map.of("JWT_JWKS_URL", issuer.url(), "JWT_ISSUER", TestIssuer.ORIGIN, "JWT_AUDIENCE", TestIssuer.ORIGIN);
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(issuer, new TestInjector.MatchesType(TestIssuer.class));
        }

        @Override
        public void stop() {
            issuer.close();
        }
    }
}
