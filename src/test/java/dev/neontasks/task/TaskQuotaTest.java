package dev.neontasks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import dev.neontasks.BehindAProxy;
import dev.neontasks.Person;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.work.Admission;
import dev.neontasks.security.SecurityEvent;
import dev.neontasks.security.SecurityLines;
import dev.neontasks.security.SecurityLog;

/** Twenty for everybody. */
@QuarkusTest
@TestProfile(BehindAProxy.class)
@QuarkusTestResource(TestDatabase.class)
class TaskQuotaTest {

    private static final int MOST = 20;
    private static final String ONE_MORE = "{\"title\":\"One more\"}";

    @Inject
    SecurityLog log;
    @Inject
    Admission admission;
    @Inject
    WriteStatements writes;

    private final String path = "/api/tasks/" + UUID.randomUUID();
    private SecurityLines lines;
    private Person ann;

    @BeforeEach
    void begin() {
        lines = new SecurityLines(log);
        ann = Person.signedUp();
    }

    @AfterEach
    void end() {
        lines.close();
    }

    @Test
    void endsWithTheLastThatThereMayBe() {
        for (var i = 0; i < MOST; i++) {
            ann.adds(ONE_MORE).statusCode(201);
        }
        refused(ann.adds(ONE_MORE));
        refused(put(path));
        assertThat(count()).isEqualTo(MOST);
    }

    @Test
    void leavesAllElseAlone() throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), MOST - 1);
        put(path).statusCode(201);
        refused(ann.adds(ONE_MORE));
        put(path).statusCode(200);
        ann.asks().body("{\"completed\":true}").patch(path).then().statusCode(200);
        ann.asks().header("If-None-Match", "*").body(ONE_MORE).put(path).then().statusCode(412);
        ann.asks().get("/api/me/export").then().statusCode(200).body("tasks.size()", is(MOST));
        ann.asks().delete(path).then().statusCode(204);
        put(path).statusCode(201);
        refused(put("/api/tasks/" + UUID.randomUUID()));
    }

    @Test
    void endsWhereThereAreTooManyAlready() throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), MOST + 30);
        refused(ann.adds(ONE_MORE));
    }

    @Test
    void countsNobodyElses() throws SQLException {
        TestTasks.add(TestDatabase.running(), Person.signedUp().id(), MOST);
        ann.adds(ONE_MORE).statusCode(201);
        NoOwners.during(() -> refused(Person.signedUp().adds(ONE_MORE)));
    }

    @Test
    void isToldInTheSecurityLog() throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), MOST);
        ann.adds(ONE_MORE).statusCode(409);
        assertThat(lines.one(SecurityEvent.LIMIT_TASKS).fields()).containsEntry("account", ann.id())
                .containsEntry("kind", "limit_tasks").containsKeys("address", "requestId");
    }

    @Test
    void keepsWhatAnInsertMeansToTheTablesRules() {
        var id = UUID.randomUUID();
        assertThat(insert(ann.id(), id, intent())).isEqualTo(Inserted.DONE);
        assertThat(insert(ann.id(), id, intent())).as("is there, counted or not").isEqualTo(Inserted.PRESENT);
        assertThat(insert("nobody", id, intent())).isEqualTo(Inserted.NO_OWNER);
    }

    /** The answer to the first run was lost, and it was the last that there may be. */
    @Test
    void findsWhatAFirstRunHasAdded() throws SQLException {
        TestTasks.add(TestDatabase.running(), ann.id(), MOST - 1);
        var id = UUID.randomUUID();
        var intent = intent();
        assertThat(insert(ann.id(), id, intent)).isEqualTo(Inserted.DONE);
        assertThat(insert(ann.id(), id, intent)).isEqualTo(Inserted.PRESENT);
        assertThat(insert(ann.id(), UUID.randomUUID(), intent())).isEqualTo(Inserted.FULL);
    }

    /** As another process does, which this one does not hear of before it counts again. */
    @Test
    void isPassedByTheRoomThatWasCountedWhenOthersAddToo() throws SQLException {
        ann.adds(ONE_MORE).statusCode(201);
        TestTasks.add(TestDatabase.running(), ann.id(), MOST - 1);
        for (var trusted = 0; trusted < MOST / 8; trusted++) {
            ann.adds(ONE_MORE).statusCode(201);
        }
        refused(ann.adds(ONE_MORE));
    }

    /** What comes at the same moment does not see each other; no more than there are connections can. */
    @Test
    void isPassedByNoMoreThanCameAtOnce() {
        var statuses = IntStream.range(0, 200).parallel().map(i -> ann.adds(ONE_MORE).extract().statusCode()).boxed().toList();
        assertThat(statuses).containsOnly(201, 409);
        assertThat(count()).isBetween(MOST, MOST + Runtime.getRuntime().availableProcessors());
        refused(ann.adds(ONE_MORE));
    }

    private Inserted insert(String owner, UUID id, WriteIntent intent) {
        var task = TaskView.added(id, new TaskContent("One more", null, false, null), intent);
        return admission.run(Asker.stranger("test"), session -> writes.insert(session, owner, task, MOST, intent).inserted())
                .await().indefinitely();
    }

    private static WriteIntent intent() {
        return new WriteIntent(Clock.systemUTC(), Optional.empty());
    }

    private ValidatableResponse put(String path) {
        return ann.asks().body(ONE_MORE).put(path).then();
    }

    private int count() {
        try {
            return Integer.parseInt(Sql.ask(TestDatabase.running(), "neondb",
                    "select count(*) from tasks where owner = '" + ann.id() + "'"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(409).contentType("application/problem+json").body("type", is("/problems/quota-exceeded"))
                .body("title", is("Quota exceeded")).body("detail", containsString("20 tasks"));
    }
}
