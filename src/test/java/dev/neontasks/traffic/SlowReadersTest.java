package dev.neontasks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.neontasks.Person;
import dev.neontasks.TestDatabase;
import dev.neontasks.task.TestTasks;

/** A page of them is half a MB, and more than the kernels on both sides take. */
@QuarkusTest
@TestProfile(SmallAnswersLimits.class)
class SlowReadersTest {

    static final String LONG_LIST = "/api/tasks?limit=30";
    static final int PAGE = 480_000;
    static final int REQUESTS = 8;
    /** One answer counts twice while it is handed to the socket. */
    static final int ONE = PAGE * 5 / 2;
    static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Answers answers;

    @TestHTTPResource
    java.net.URL url;

    Person ann;

    @BeforeEach
    void begin() throws SQLException {
        ann = Person.signedUp();
        TestTasks.addLong(TestDatabase.running(), ann.id(), 60);
    }

    @AfterEach
    void nothingIsCountedAnyMore() {
        await().atMost(SOON).untilAsserted(() -> assertThat(answers.bytes()).isZero());
    }

    Caller caller() throws IOException {
        return new Caller(url.getPort());
    }

    @Test
    void cutsOffAListThatIsNotRead() throws IOException {
        try (var caller = caller()) {
            caller.send(Caller.get(LONG_LIST, ann));
            assertThat(caller.line()).contains("200");
            await().atMost(SOON).until(caller::isCut);
        }
    }

    @Test
    void cutsOffAnExportThatIsNotRead() throws IOException {
        try (var caller = caller()) {
            caller.send(Caller.get("/api/me/export", ann));
            assertThat(caller.line()).contains("200");
            await().atMost(SOON).until(caller::isCut);
        }
        await().atMost(SOON).untilAsserted(() -> ann.asks().get("/api/me/export").then().statusCode(200));
    }

    @Test
    void keepsWhoReadsSlowly() throws Exception {
        try (var caller = caller()) {
            caller.send(Caller.get(LONG_LIST, ann));
            // Twice as long as one may stand still.
            for (var turn = 0; turn < 12; turn++) {
                var end = System.nanoTime() + Duration.ofMillis(500).toNanos();
                caller.read(PAGE / 13);
                await().pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() > end);
            }
            assertThat(caller.isCut()).isFalse();
        }
    }

    @Test
    void answersPipelinedRequestsOneByOneAsTheyAreRead() throws IOException {
        try (var caller = caller()) {
            caller.send(Caller.get("/health/live", ann) + Caller.get(LONG_LIST, ann).repeat(REQUESTS - 1));
            assertThat(caller.answer()).isEqualTo(200);
            await().atMost(SOON).until(() -> answers.bytes() > PAGE / 3);
            assertThat(answers.bytes()).isLessThan(ONE);
            for (var answer = 1; answer < REQUESTS; answer++) {
                assertThat(caller.answer()).isEqualTo(200);
                assertThat(answers.bytes()).isLessThan(ONE);
            }
        }
    }

    @Test
    void makesRoomForThoseWhoReadByThoseWhoDoNot() throws IOException {
        var others = new ArrayList<Caller>();
        try {
            for (var other = 0; other < 20; other++) {
                others.add(caller());
                others.get(other).send(Caller.get(LONG_LIST, ann));
            }
            await().atMost(SOON).until(() -> others.stream().anyMatch(Caller::isCut));
            assertThat(answers.bytes()).isLessThan(6 << 20);
            await().atMost(SOON).untilAsserted(() -> ann.asks().get(LONG_LIST).then().statusCode(200));
        } finally {
            for (var other : others) {
                other.close();
            }
        }
    }

    @Test
    void neverRefusesWhatIsSmall() throws IOException {
        answers.add(10 << 20);
        try {
            var bob = Person.signedUp();
            bob.has("Small");
            bob.asks().get(LONG_LIST).then().statusCode(200);
            var refused = ann.asks().get(LONG_LIST).then().statusCode(503).extract();
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.<String> path("type")).isEqualTo("/problems/overloaded");
            ann.asks().get("/api/me/export").then().statusCode(503);
        } finally {
            answers.add(-(10 << 20));
        }
        await().atMost(SOON).untilAsserted(() -> ann.asks().get("/api/me/export").then().statusCode(200));
    }

    @Test
    void asksTheDatabaseNothingForWhoComesBackTooSoon() {
        var refused = Metrics.globalRegistry.counter("neon_tasks.answers.refused");
        answers.add(10 << 20);
        try {
            ann.asks().get(LONG_LIST).then().statusCode(503);
        } finally {
            answers.add(-(10 << 20));
        }
        // There is room again, but who was told to wait a second has not waited.
        var before = refused.count();
        await().atMost(SOON).untilAsserted(() -> ann.asks().get(LONG_LIST).then().statusCode(200));
        assertThat(refused.count()).isGreaterThan(before);
    }
}
