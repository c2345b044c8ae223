package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.BehindAProxy;
import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

/** Keys of writes that are refused, how long keys are kept, and how many. There is room for twenty tasks. */
@QuarkusTest
@TestProfile(BehindAProxy.class)
@QuarkusTestResource(TestDatabase.class)
class KeptKeysTest {

    private static final int MOST_TASKS = 20;

    @Inject
    KeyQuota quota;

    private final String key = UUID.randomUUID().toString();
    private final String path = "/api/tasks/" + UUID.randomUUID();
    private Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUpFrom("198.51.100.77");
    }

    @Test
    void belongToTheWriteThatAFullAccountRefused() throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), MOST_TASKS);
        assertThat(add("One").statusCode()).isEqualTo(409);
        assertIsReused(add("Two"));
        assertThat(add("One").statusCode()).isEqualTo(409);
        makeRoom();
        assertThat(add("One").statusCode()).isEqualTo(201);
    }

    @Test
    void belongToTheChangeThatFoundNothing() throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), MOST_TASKS);
        assertThat(keyed().body(content("One")).patch(path).statusCode()).isEqualTo(404);
        assertIsReused(add("Two"));
    }

    @Test
    void areFreeForAnotherWriteWhenTheRefusalHasExpired() throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), MOST_TASKS);
        assertThat(add("One").statusCode()).isEqualTo(409);
        sql("update receipts set expires_at = now() where owner = '%s'");
        assertThat(add("Two").statusCode()).isEqualTo(409);
        assertIsReused(add("One"));
    }

    /** Each has one already, and the one that it leaves takes its place. */
    @Test
    void mayBeUsedAgainAfterARefusalThoughThereIsNoRoomForMore() throws SQLException {
        assertThat(keyed().body(content("One")).patch(path).statusCode()).isEqualTo(404);
        takeAllRoom();
        ann.asks().header("Idempotency-Key", "another").body(content("Two")).put(path).then().statusCode(429);
        assertThat(keyed().body(content("One")).patch(path).statusCode()).isEqualTo(404);
        ann.asks().body(content("Zero")).put(path).then().statusCode(201);
        keyed().body(content("One")).patch(path).then().statusCode(200).body("title", is("One"));
    }

    /** So one that is sent within the 24 hours finds its receipt when its statement comes. */
    @Test
    void areKeptForADayAndForAsLongAsARepetitionMayBeOnItsWay() throws SQLException {
        keyed().body(content("One")).put(path).then().statusCode(201);
        assertThat(
                Sql.ask(TestDatabase.running(), "neondb", "select (expires_at - now() between interval '24 hours 10 minutes' "
                        + "and interval '25 hours')::text from receipts where owner = '" + ann.id() + "'"))
                .isEqualTo("true");
    }

    private void takeAllRoom() throws SQLException {
        sql("insert into receipts (owner, write, outcome, revision, fingerprint, expires_at) select '%s', "
                + "('8' || substr(gen_random_uuid()::text, 2))::uuid, 404, gen_random_uuid(), '\\x00', now() + interval '23 hours' "
                + "from generate_series(1, " + KeyQuota.MOST + ")");
        while (quota.takes(ann.id())) {
            // What is taken on trust.
        }
    }

    private void makeRoom() throws SQLException {
        sql("delete from tasks where owner = '%s'");
        // Which says so to the service.
        ann.asks().delete(path).then().statusCode(404);
    }

    private void sql(String statement) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", statement.formatted(ann.id()));
    }

    private Response add(String title) {
        return keyed().body(content(title)).post("/api/tasks");
    }

    private RequestSpecification keyed() {
        return ann.asks().header("Idempotency-Key", key);
    }

    private static void assertIsReused(Response answer) {
        answer.then().statusCode(422).body("type", is("/problems/idempotency-key-reused"));
    }

    private static String content(String title) {
        return "{\"title\":\"" + title + "\"}";
    }
}
