package dev.neontasks.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.DatabaseState;
import dev.neontasks.database.Schema;
import dev.neontasks.database.ToldEvidence;

/** Reads the probes as a consumer does who knows nothing but docs/health.schema.json. */
@QuarkusTest
@TestProfile(HealthContractTest.Told.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthContractTest {

    private static final Path CONTRACT = Path.of("docs/health.schema.json");
    private static final int LAST = Integer.MAX_VALUE;

    public static final class Told implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ToldEvidence.class, ToldSchema.class);
        }
    }

    /** Not ready when a test says so. */
    @Alternative
    @Singleton
    static class ToldSchema extends Schema {

        volatile boolean hidden;

        @Override
        public boolean isReady() {
            return !hidden && super.isReady();
        }

        @Override
        public Optional<String> version() {
            return hidden ? Optional.empty() : super.version();
        }
    }

    @Inject
    ToldEvidence evidence;

    @Inject
    ToldSchema schema;

    @Inject
    Event<ShutdownDelayInitiatedEvent> shutdown;

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
            assertAnswer("well", "DOWN");
            assertAnswer("ready", "DOWN");
            assertAnswer("live", "UP");
        } finally {
            admit(true);
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertAnswer("ready", "UP"));
    }

    @Test
    @Order(LAST)
    void aProcessThatEnds() {
        shutdown.fire(new ShutdownDelayInitiatedEvent());
        assertAnswer("live", "UP");
        assertAnswer("started", "UP");
        assertAnswer("ready", "DOWN");
        assertAnswer("health", "DOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"status\":\"UP\"}", "{\"status\":\"UP\",\"checks\":[]}",
            "{\"status\":\"UP\",\"checks\":[{\"name\":\"process\",\"status\":\"DOWN\"}]}",
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"process\",\"status\":\"UP\"}]}",
            "{\"status\":\"UP\",\"checks\":[{\"name\":\"process\",\"status\":\"UP\"}],\"host\":\"db\"}" })
    void theContractRefusesAnythingElse(String answer) throws IOException {
        assertThat(isOf("live", answer)).isFalse();
    }

    private static String assertAnswer(String probe, String status) {
        var answer = given().get(probe.equals("health") ? "/health" : "/health/" + probe).then()
                .contentType("application/json").extract();
        var body = answer.body().asString();
        assertThat(answer.statusCode()).as(body).isEqualTo(status.equals("UP") ? 200 : 503);
        assertThat(answer.body().jsonPath().getString("status")).isEqualTo(status);
        try {
            assertThat(isOf(probe, body)).as(probe + ": " + body).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return body;
    }

    private static boolean isOf(String probe, String answer) throws IOException {
        var contract = (ObjectNode) new ObjectMapper().readTree(CONTRACT.toFile());
        contract.remove("anyOf");
        contract.put("$ref", "#/$defs/" + probe);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(contract)
                .validate(answer, InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .isEmpty();
    }

    private static void admit(boolean allowed) throws SQLException {
        var server = TestDatabase.running();
        Sql.run(server, "postgres", "alter database neondb with allow_connections " + allowed);
        if (!allowed) {
            Sql.run(server, "postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'neondb'");
        }
    }
}
