package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.Keys;

/** What alerts and the dashboard ask for is what the service has to tell. */
@Tag("packaged")
class MetricsIT {

    private static final Pattern METRIC = Pattern
            .compile("\\b(?:neon_tasks|db_client|http_server|jvm|process|system)_[a-z_]+\\b(?=[{\\[])");

    @Test
    void everyMetricThatIsAskedForIsThere() throws IOException, SQLException {
        var url = TestDatabase.running().createDatabase(UUID.randomUUID().toString());
        try (var service = PackagedService.startQuickly(Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", Keys.ecPem()))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            assertThat(service.post("/api/auth/sign-in", "{\"email\":\"a@example.com\",\"password\":\"long enough for it\"}")
                    .statusCode()).isEqualTo(401);
            assertTold(service);
            var told = service.send(service.managementRequest("/metrics")).body();
            for (var metric : asked("alerts.yaml", "dashboard.json")) {
                assertThat(told).as(metric).containsPattern("(?m)^" + metric + "[{ ]");
            }
            assertThat(told).contains("neon_tasks_sign_in_failures_total{cause=\"credentials\"} 1.0")
                    .contains("neon_tasks_security_events_total{kind=\"sign_in_unknown_account\"} 1.0")
                    .contains("neon_tasks_security_events_total{kind=\"refresh_reused\"} 0.0")
                    .contains("neon_tasks_database_wakeups_total{cause=\"migration\"} 1.0")
                    .containsPattern("neon_tasks_database_awake_seconds_total\\{cause=\"migration\"} 3\\d\\d\\.")
                    .containsPattern("db_client_connection_create_time_seconds_count [1-9]")
                    .contains("db_client_connection_create_time_seconds_bucket{le=\"1.0\"}")
                    .containsPattern("http_server_requests_seconds_bucket\\{[^}]*le=\"1.0\"[^}]*\\} [1-9]")
                    .contains("neon_tasks_database_failures_total{kind=\"wrong_login\"} 0.0")
                    .contains("neon_tasks_database_state{state=\"DOWN\"} 0.0");
        }
    }

    /** As a collector of JSON lines reads it. */
    private static void assertTold(PackagedService service) {
        assertThat(service.logged("sign_in_unknown_account")).hasSize(1).allSatisfy(line -> {
            var entry = JsonPath.from(line);
            assertThat(entry.getString("loggerName")).isEqualTo("dev.neontasks.security");
            assertThat(entry.getMap("mdc")).containsEntry("kind", "sign_in_unknown_account")
                    .containsEntry("address", "127.0.0.1").containsKey("requestId");
            assertThat(line).doesNotContain("example.com");
        });
    }

    private static Iterable<String> asked(String... files) throws IOException {
        var metrics = new TreeSet<String>();
        for (var file : files) {
            var matcher = METRIC.matcher(Files.readString(Path.of("deploy/observability", file)));
            while (matcher.find()) {
                metrics.add(matcher.group());
            }
        }
        assertThat(metrics).hasSizeGreaterThan(12);
        return metrics;
    }
}
