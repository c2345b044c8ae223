package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import dev.neontasks.TestDatabase;
import dev.neontasks.account.Keys;
import dev.neontasks.health.HealthContract;

class ShutdownIT {

    @Test
    void readinessGoesFirst() throws IOException, SQLException {
        var url = TestDatabase.running().createDatabase("shutdown");
        try (var service = PackagedService
                .startQuickly(Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", Keys.ecPem(), "SHUTDOWN_DELAY", "3s"))) {
            await().atMost(Duration.ofSeconds(20)).until(service::isReady);
            service.terminate();
            await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(2))
                    .until(() -> service.status("/health/ready") == 503);
            assertThat(answer(service, "ready", "DOWN")).contains("shutdown");
            answer(service, "live", "UP");
            answer(service, "started", "UP");
            answer(service, "health", "DOWN");
            assertThat(service.get("/api/status").statusCode()).isEqualTo(200);
            assertThat(service.exitCode()).isEqualTo(PackagedService.TERMINATED);
        }
    }

    private static String answer(PackagedService service, String probe, String status) throws IOException {
        var answer = service.get(probe.equals("health") ? "/health" : "/health/" + probe).body();
        assertThat(HealthContract.of(probe).isMetBy(answer)).as(answer).isTrue();
        assertThat(JsonPath.from(answer).getString("status")).isEqualTo(status);
        return answer;
    }
}
