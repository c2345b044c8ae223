package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

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

    /** Whoever connects until the very end is served, or refused by the kernel, and no line of the log tells of it. */
    @Test
    void nobodyIsAcceptedWhoCannotBeServed() throws IOException {
        try (var service = PackagedService.startQuickly(
                Map.of("DATABASE_URL", "postgresql://u:p@localhost:1/d", "JWT_SIGNING_KEY", Keys.ecPem(), "SHUTDOWN_DELAY",
                        "1s"))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> service.status("/health/live") == 200);
            service.terminate();
            var pollers = IntStream.range(0, 4).mapToObj(number -> new Thread(() -> {
                while (service.isAlive()) {
                    connect(service.port);
                }
            })).toList();
            pollers.forEach(Thread::start);
            assertThat(service.exitCode()).isEqualTo(PackagedService.TERMINATED);
            assertThat(service.logged("WARN")).noneMatch(line -> !line.contains("Database not reached"));
            assertThat(service.out()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    private static void connect(int port) {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("GET /health/live HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // At the end it is.
        }
    }
}
