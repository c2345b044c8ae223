package dev.neontasks.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.Mock;
import io.quarkus.test.junit.QuarkusTest;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.evidence.EvidenceStub;
import dev.neontasks.database.evidence.Schema;

/**
 * Reads the probes as a consumer does who knows nothing but docs/health.schema.json. Of a process that ends:
 * {@code ShutdownIT}.
 */
@QuarkusTest
class HealthContractTest {

    /** Not ready when a test says so. */
    @Mock
    @Singleton
    static class ToldSchema extends Schema {

        volatile boolean hidden;

        @Override
        public boolean isReady() {
            return !hidden && super.isReady();
        }

        @Override
        public Optional<String> reached() {
            return hidden ? Optional.empty() : super.reached();
        }
    }

    @Inject
    EvidenceStub evidence;

    @Inject
    ToldSchema schema;

    @AfterEach
    void tellTheTruth() {
        evidence.tellTheTruth();
        schema.hidden = false;
    }

    @ParameterizedTest
    @CsvSource({ "UP, UP", "ASLEEP, UP", "UNKNOWN, UP", "DOWN, DOWN" })
    void anyStateOfTheDatabase(DatabaseState state, String expected) {
        evidence.tell(state);
        assertAnswer("live", "UP");
        assertAnswer("started", "UP");
        assertThat(assertAnswer("ready", expected)).contains("\"" + state + "\"");
        assertAnswer("health", expected);
    }

    @ParameterizedTest
    @EnumSource(DatabaseState.class)
    void aSchemaThatIsNotReady(DatabaseState state) {
        schema.hidden = true;
        evidence.tell(state);
        assertAnswer("live", "UP");
        assertAnswer("started", "DOWN");
        assertAnswer("ready", "DOWN");
        assertAnswer("health", "DOWN");
    }

    @Test
    void aDatabaseThatAnswers() {
        assertAnswer("well", "UP");
    }

    @Test
    void aDatabaseThatLetsNobodyIn() throws SQLException {
        try {
            admit(false);
            // Another test may have used up the queries that strangers have; then it is the answer of up to ten seconds ago.
            await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertAnswer("well", "DOWN"));
            assertAnswer("ready", "DOWN");
            assertAnswer("live", "UP");
        } finally {
            admit(true);
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertAnswer("ready", "UP"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"status\":\"UP\"}", "{\"status\":\"UP\",\"checks\":[]}",
            "{\"status\":\"UP\",\"checks\":[{\"name\":\"process\",\"status\":\"DOWN\"}]}",
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"process\",\"status\":\"UP\"}]}",
            "{\"status\":\"UP\",\"checks\":[{\"name\":\"process\",\"status\":\"UP\"}],\"host\":\"db\"}" })
    void theContractRefusesAnythingElse(String answer) throws IOException {
        assertThat(HealthContract.of("live").isMetBy(answer)).isFalse();
    }

    private static String assertAnswer(String probe, String status) {
        var answer = given().get(probe.equals("health") ? "/health" : "/health/" + probe).then()
                .contentType("application/json").extract();
        var body = answer.body().asString();
        assertThat(answer.statusCode()).as(body).isEqualTo(status.equals("UP") ? 200 : 503);
        assertThat(answer.body().jsonPath().getString("status")).isEqualTo(status);
        try {
            assertThat(HealthContract.of(probe).isMetBy(body)).as(probe + ": " + body).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return body;
    }

    private static void admit(boolean allowed) throws SQLException {
        var server = TestDatabase.running();
        Sql.run(server, "postgres", "alter database neondb with allow_connections " + allowed);
        if (!allowed) {
            Sql.run(server, "postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'neondb'");
        }
    }
}
