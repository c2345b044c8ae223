package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.account.MadeUp;

/** More strangers ask than there are connections, each from an address that nobody has come from before. */
@Tag("faults")
class StrangersFaultIT {

    private final AtomicInteger addresses = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({ "1, 24", "20, 100" })
    void keepNobodyWaitingWhoHasAnAccount(int connections, int strangers) throws Exception {
        try (var scene = Scene
                .with(Map.of("DATABASE_POOL_MAX", Integer.toString(connections), "TRUSTED_PROXIES", "127.0.0.0/8"))) {
            var user = scene.person();
            scene.simulator.latency(Duration.ofMillis(60));
            var flood = Crowd.gather(scene.service, strangers, Duration.ZERO, (client, turn) -> fromANewAddress(scene));
            Crowd.last(Duration.ofSeconds(5));
            var reading = Crowd.gather(scene.service, 1, Duration.ofMillis(50), (client, turn) -> scene.list(user));
            Crowd.last(Duration.ofSeconds(25));
            var read = reading.leave();
            var refused = flood.leave();
            System.out.printf(
                    "%d connections, %d strangers with ever new addresses: %d answers %s; a user's %d reads %s: half within %d "
                            + "ms, 99 %% within %d ms%n",
                    connections, strangers, refused.size(), Crowd.byStatus(refused), read.size(), Crowd.byStatus(read),
                    Crowd.millis(read, 0.5), Crowd.millis(read, 0.99));
            assertThat(refused).hasSizeGreaterThan(100)
                    .allMatch(answer -> answer.status() == 401 || answer.isTypedUnavailable());
            assertThat(read).isNotEmpty().allMatch(Crowd.Answer::isGood);
            assertThat(Crowd.millis(read, 0.99)).isLessThan(2000);
        }
    }

    private HttpRequest fromANewAddress(Scene scene) {
        var number = addresses.incrementAndGet();
        return scene.service.request("/api/auth/refresh")
                .header("X-Forwarded-For", "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255))
                .header("Cookie", MadeUp.refreshCookie()).POST(BodyPublishers.noBody()).build();
    }
}
