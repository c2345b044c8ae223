package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.neontasks.account.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;

class ShutdownIT {

    @Test
    void readinessGoesFirst() throws IOException {
        try (var database = EmbeddedDatabase.temporary();
                var service = PackagedService
                        .startQuickly(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", Keys.ecPem(),
                                "SHUTDOWN_DELAY", "3s"))) {
            await().atMost(Duration.ofSeconds(20)).until(service::isReady);
            service.terminate();
            await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(2))
                    .until(() -> service.status("/health/ready") == 503);
            assertThat(service.get("/health/ready").body()).contains("shutdown");
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(service.get("/api/status").statusCode()).isEqualTo(200);
            assertThat(service.exitCode()).isEqualTo(PackagedService.TERMINATED);
        }
    }
}
