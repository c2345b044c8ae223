package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.neontasks.FirstAttempt;
import dev.neontasks.FirstAttempt.Meanwhile;
import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/** A receipt lasts as long as the database says, which wrote down its end, whatever time the service has. */
@QuarkusTest
@TestProfile(ClockAhead.class)
class ClockAheadTest {

    NeonSimulator simulator;

    private final UUID id = UUID.randomUUID();
    private final String path = "/api/tasks/" + id;
    private Person ann;

    @BeforeEach
    void begin() {
        ann = Person.signedUp();
    }

    @AfterEach
    void end() {
        simulator.recover();
    }

    @Test
    void aRemovalLeavesWhatWasPutSince() throws Exception {
        put("Old");
        var answer = lost("delete from tasks", ask -> ask.delete(path), () -> others("New"));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(title()).isEqualTo("New");
    }

    @Test
    void aReplacementLeavesWhatWasPutSince() throws Exception {
        put("Old");
        var answer = lost("update tasks", ask -> ask.body(content("A")).put(path), () -> others("B"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(title()).isEqualTo("B");
    }

    @Test
    void aTagIsGivenToOneContent() throws Exception {
        put("Old");
        var answer = lost("update tasks", ask -> ask.body("{\"completed\":true}").patch(path), () -> others("B"));
        assertThat(answer.jsonPath().getString("title")).isEqualTo("Old");
        assertThat(answer.header("ETag")).isNotEqualTo("\"" + row("revision") + "\"");
    }

    @Test
    void anAdditionIsMadeOnce() throws Exception {
        var answer = lost("insert into tasks", ask -> ask.body(content("A")).post("/api/tasks"), () -> {
        });
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(title()).isEqualTo("A");
    }

    @Test
    void aSecondAttemptLooksOnce() throws Exception {
        put("Old");
        var before = simulator.counts().statements();
        var answer = lost("delete from tasks", ask -> ask.delete(path), () -> {
        });
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(simulator.counts().statements() - before).as("with those that open a connection").isLessThan(20);
    }

    @Test
    void aKeyIsKnownToItsEnd() throws Exception {
        put("Old");
        var key = UUID.randomUUID().toString();
        ann.asks().header("Idempotency-Key", key).body(content("A")).put(path).then().statusCode(200);
        sql("update receipts set expires_at = now() + interval '30 minutes' where owner = '%s' and fingerprint is not null");
        others("B");
        ann.asks().header("Idempotency-Key", key).body(content("A")).put(path).then().statusCode(200)
                .header("Idempotency-Replayed", "true");
        assertThat(title()).isEqualTo("B");
    }

    @Test
    void aKeyIsFreeAtItsEnd() throws Exception {
        put("Old");
        var key = UUID.randomUUID().toString();
        ann.asks().header("Idempotency-Key", key).body(content("A")).put(path).then().statusCode(200);
        sql("update receipts set expires_at = now() where owner = '%s' and fingerprint is not null");
        var answer = ann.asks().header("Idempotency-Key", key).body(content("B")).put(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Idempotency-Replayed")).isNull();
        assertThat(title()).isEqualTo("B");
    }

    private Response lost(String statement, Function<RequestSpecification, Response> request, Meanwhile others)
            throws Exception {
        return FirstAttempt.lost(simulator, Loss.AFTER_SERVER, statement, () -> request.apply(ann.asks()), others);
    }

    private void others(String title) throws SQLException {
        sql("""
                insert into tasks values ('%%s', '%s', '%s', null, false, null, now(), now(), gen_random_uuid())
                on conflict (owner, id) do update set title = excluded.title, completed = false,
                    revision = excluded.revision""".formatted(id, title));
    }

    private void put(String title) {
        ann.asks().body(content(title)).put(path).then().statusCode(201);
    }

    private void sql(String statement) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", statement.formatted(ann.id()));
    }

    private String title() throws SQLException {
        return row("title");
    }

    /** Of Ann's only task; "none" if she has none. */
    private String row(String expression) throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb",
                "select coalesce((select (" + expression + ")::text from tasks where owner = '" + ann.id() + "'), 'none')");
    }

    private static String content(String title) {
        return "{\"title\":\"" + title + "\"}";
    }
}
