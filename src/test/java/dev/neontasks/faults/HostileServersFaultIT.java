package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.simulator.NeonSimulator;
import dev.neontasks.simulator.ServerTls;

/** The service meets one server after the other that it must not talk to, and then the right one. */
@Tag("faults")
class HostileServersFaultIT {

    static final Map<ServerTls, String> REASONS = new EnumMap<>(Map.of(
            ServerTls.ABSENT, "it offers no TLS",
            ServerTls.SELF_SIGNED, "no authority that is trusted here vouches for its certificate",
            ServerTls.OTHER_HOST, "its certificate is for another host name",
            ServerTls.EXPIRED, "its certificate has expired or is not valid yet",
            ServerTls.TLS_1_1, "it speaks no TLS that is still safe, which is 1.2 or later"));

    @Test
    void areEachRefusedWithAReasonOfTheirOwn() throws IOException {
        try (var database = EmbeddedDatabase.temporary(); var simulator = NeonSimulator.before(database)) {
            simulator.tls(ServerTls.ABSENT);
            var variables = Map.of("DATABASE_URL", simulator.url(), "JWT_SIGNING_KEY", Keys.ecPem());
            try (var service = PackagedService.start(variables)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/health/live") == 200);
                for (var hostile : REASONS.entrySet()) {
                    simulator.tls(hostile.getKey());
                    var started = System.nanoTime();
                    // Its next attempt comes after a pause of up to 1.5 s.
                    await().atMost(Duration.ofSeconds(5))
                            .until(() -> service.get("/health/ready").body().contains(hostile.getValue()));
                    System.out.printf("%s: known after %d ms: %s%n", hostile.getKey(),
                            Duration.ofNanos(System.nanoTime() - started).toMillis(), hostile.getValue());
                    assertThat(service.logged(hostile.getValue())).isNotEmpty();
                }
                assertThat(simulator.counts().startUps()).as("nobody was told user or password").isZero();
                simulator.tls(ServerTls.VALID);
                await().atMost(Duration.ofSeconds(10)).until(service::isReady);
            }
        }
    }
}
