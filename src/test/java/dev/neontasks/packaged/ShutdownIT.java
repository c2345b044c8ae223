package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.Keys;
import dev.neontasks.health.HealthContract;

@Tag("packaged")
class ShutdownIT {

    /** By probe. */
    private static final Map<String, Integer> DRAINING = Map.of("ready", 503, "live", 200, "started", 200, "health", 503);

    @Test
    void readinessGoesFirst() throws IOException, SQLException {
        var url = TestDatabase.running().createDatabase(UUID.randomUUID().toString());
        var answers = new HashMap<String, HttpResponse<String>>();
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", Keys.ecPem(), "SHUTDOWN_DELAY", "3s"))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            service.terminate();
            await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(2))
                    .until(() -> service.status("/health/ready") == 503);
            for (var probe : DRAINING.keySet()) {
                answers.put(probe, service.get(probe.equals("health") ? "/health" : "/health/" + probe));
            }
            assertThat(service.get("/api/status").statusCode()).isEqualTo(200);
            assertThat(service.exitCode()).isEqualTo(PackagedService.TERMINATED);
        }
        for (var probe : DRAINING.keySet()) {
            var answer = answers.get(probe);
            assertThat(answer.statusCode()).as(probe).isEqualTo(DRAINING.get(probe));
            assertThat(JsonPath.from(answer.body()).getString("status")).as(probe)
                    .isEqualTo(answer.statusCode() == 200 ? "UP" : "DOWN");
            assertThat(HealthContract.of(probe).isMetBy(answer.body())).as(answer.body()).isTrue();
        }
        assertThat(answers.get("ready").body()).contains("shutdown");
    }
}
