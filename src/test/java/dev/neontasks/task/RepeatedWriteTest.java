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

import dev.neontasks.BehindASimulator;
import dev.neontasks.FirstAttempt;
import dev.neontasks.FirstAttempt.Meanwhile;
import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/**
 * A write's first attempt breaks with its connection, somebody else writes, the second attempt is answered: and only one of
 * them took effect, before what somebody else wrote, or the answer says that none did.
 */
@QuarkusTest
@TestProfile(BehindASimulator.class)
class RepeatedWriteTest {

    private static final String INSERT = "insert into tasks";
    private static final String UPDATE = "update tasks";
    private static final String DELETE = "delete from tasks";

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
        simulator.deliver();
    }

    @Test
    void aRemovalLeavesWhatWasPutSince() throws Exception {
        put("Old");
        var answer = lost(Loss.AFTER_SERVER, DELETE, ask -> ask.delete(path), () -> others("New"));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(title()).isEqualTo("New");
    }

    @Test
    void aConditionalRemovalLeavesWhatWasPutSince() throws Exception {
        var tag = put("Old");
        var answer = lost(Loss.AFTER_SERVER, DELETE, ask -> ask.header("If-Match", tag).delete(path), () -> others("New"));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(title()).isEqualTo("New");
    }

    @Test
    void aRemovalThatFoundNothingSaysSo() throws Exception {
        put("Old");
        var answer = lost(Loss.BEFORE_SERVER, DELETE, ask -> ask.delete(path), () -> others("delete"));
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void aReplacementLeavesWhatWasPutSince() throws Exception {
        put("Old");
        var answer = lost(Loss.AFTER_SERVER, UPDATE, ask -> ask.body(content("A")).put(path), () -> others("B"));
        assertIsAnswered(answer, 200, "A");
        assertThat(title()).isEqualTo("B");
    }

    @Test
    void aConditionalReplacementSaysThatItTookEffect() throws Exception {
        var tag = put("Old");
        var answer = lost(Loss.AFTER_SERVER, UPDATE, ask -> ask.header("If-Match", tag).body(content("A")).put(path),
                () -> others("B"));
        assertIsAnswered(answer, 200, "A");
        assertThat(title()).isEqualTo("B");
    }

    @Test
    void aChangeLeavesWhatWasChangedSince() throws Exception {
        put("Old");
        var answer = lost(Loss.AFTER_SERVER, UPDATE, ask -> ask.body("{\"completed\":true}").patch(path), () -> others("B"));
        assertIsAnswered(answer, 200, "Old");
        assertThat(answer.jsonPath().getBoolean("completed")).isTrue();
        assertThat(row("title || ' ' || completed")).isEqualTo("B false");
    }

    @Test
    void aConditionalChangeSaysThatItTookEffect() throws Exception {
        var tag = put("Old");
        var answer = lost(Loss.AFTER_SERVER, UPDATE, ask -> ask.header("If-Match", tag).body(content("A")).patch(path),
                () -> others("delete"));
        assertIsAnswered(answer, 200, "A");
        assertThat(title()).isEqualTo("none");
    }

    @Test
    void anAdditionLeavesWhatWasRemovedSince() throws Exception {
        var answer = lost(Loss.AFTER_SERVER, INSERT, ask -> ask.body(content("A")).post("/api/tasks"), () -> others("delete"));
        assertIsAnswered(answer, 201, "A");
        assertThat(ann.asks().get(answer.header("Location")).statusCode()).isEqualTo(404);
    }

    @Test
    void aNewTaskIsPutOnce() throws Exception {
        var answer = lost(Loss.AFTER_SERVER, INSERT, ask -> ask.body(content("A")).put(path), () -> others("delete"));
        assertIsAnswered(answer, 201, "A");
        assertThat(title()).isEqualTo("none");
    }

    @Test
    void aNewTaskIsPutOnceWhereNoneMayBe() throws Exception {
        var answer = lost(Loss.AFTER_SERVER, INSERT, ask -> ask.header("If-None-Match", "*").body(content("A")).put(path),
                () -> others("delete"));
        assertIsAnswered(answer, 201, "A");
        assertThat(title()).isEqualTo("none");
    }

    @Test
    void aNewTaskThatWasChangedSinceWasAdded() throws Exception {
        var answer = lost(Loss.AFTER_SERVER, INSERT, ask -> ask.body(content("A")).put(path), () -> others("B"));
        assertIsAnswered(answer, 201, "A");
        assertThat(title()).isEqualTo("B");
    }

    @Test
    void aTagIsGivenToOneContentWhenTheFirstAttemptNeverArrives() throws Exception {
        put("Old");
        var answer = lost(Loss.BEFORE_SERVER, UPDATE, ask -> ask.body("{\"completed\":true}").patch(path), () -> others("B"));
        assertIsAnswered(answer, 200, "B");
        assertThat(row("title || ' ' || completed")).isEqualTo("B true");
        assertThat(answer.header("ETag")).isEqualTo("\"" + row("revision") + "\"");
    }

    @Test
    void aRemovalThatIsLateLeavesWhatWasPutSince() throws Exception {
        put("Old");
        var answer = lost(Loss.LATE, DELETE, ask -> ask.delete(path), () -> {
        });
        assertThat(answer.statusCode()).isEqualTo(204);
        others("New");
        deliver();
        assertThat(title()).isEqualTo("New");
    }

    @Test
    void aRemovalThatWasRefusedLeavesWhatWasPutSince() throws Exception {
        put("Old");
        var answer = lost(Loss.LATE, DELETE, ask -> ask.delete(path), () -> others("delete"));
        assertThat(answer.statusCode()).isEqualTo(404);
        others("New");
        deliver();
        assertThat(title()).isEqualTo("New");
    }

    @Test
    void anAdditionThatIsLateAddsNothing() throws Exception {
        var answer = lost(Loss.LATE, INSERT, ask -> ask.body(content("A")).post("/api/tasks"), () -> {
        });
        assertIsAnswered(answer, 201, "A");
        others("delete");
        deliver();
        assertThat(title()).isEqualTo("none");
    }

    @Test
    void aNewTaskThatIsLateIsNotPutAgain() throws Exception {
        var answer = lost(Loss.LATE, INSERT, ask -> ask.body(content("A")).put(path), () -> {
        });
        assertIsAnswered(answer, 201, "A");
        others("delete");
        deliver();
        assertThat(title()).isEqualTo("none");
    }

    @Test
    void aNewTaskThatWasRefusedIsNotPut() throws Exception {
        var answer = lost(Loss.LATE, INSERT, ask -> ask.header("If-None-Match", "*").body(content("A")).put(path),
                () -> others("B"));
        assertThat(answer.statusCode()).isEqualTo(412);
        others("delete");
        deliver();
        assertThat(title()).isEqualTo("none");
    }

    @Test
    void aReplacementThatIsLateReplacesNothing() throws Exception {
        put("Old");
        var answer = lost(Loss.LATE, UPDATE, ask -> ask.body(content("A")).put(path), () -> others("B"));
        assertIsAnswered(answer, 200, "A");
        others("C");
        deliver();
        assertThat(title()).isEqualTo("C");
    }

    private Response lost(Loss loss, String statement, Function<RequestSpecification, Response> request, Meanwhile others)
            throws Exception {
        return FirstAttempt.lost(simulator, loss, statement, () -> request.apply(ann.asks()), others);
    }

    private void deliver() {
        FirstAttempt.deliver(simulator);
    }

    /** What somebody does by another copy of the service: removes Ann's task, or puts it. */
    private void others(String title) throws SQLException {
        Sql.run(TestDatabase.running(), "neondb", title.equals("delete") ? "delete from tasks where owner = '" + ann.id() + "'"
                : """
                        insert into tasks values ('%s', '%s', '%s', null, false, null, now(), now(), gen_random_uuid())
                        on conflict (owner, id) do update set title = excluded.title, completed = false,
                            revision = excluded.revision""".formatted(ann.id(), id, title));
    }

    private String put(String title) {
        return ann.asks().body(content(title)).put(path).then().statusCode(201).extract().header("ETag");
    }

    private String title() throws SQLException {
        return row("title");
    }

    /** Of Ann's only task; "none" if she has none. */
    private String row(String expression) throws SQLException {
        return Sql.ask(TestDatabase.running(), "neondb",
                "select coalesce((select (" + expression + ")::text from tasks where owner = '" + ann.id() + "'), 'none')");
    }

    private static void assertIsAnswered(Response answer, int status, String title) {
        assertThat(answer.statusCode()).as(answer.body().asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("title")).isEqualTo(title);
        assertThat(answer.header("Idempotency-Replayed")).isNull();
    }

    private static String content(String title) {
        return "{\"title\":\"" + title + "\"}";
    }
}
