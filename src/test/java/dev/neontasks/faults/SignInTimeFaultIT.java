package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;

/** Nobody learns from the time a sign-in takes whether an e-mail address has an account. */
@Tag("faults")
@Tag("timed")
class SignInTimeFaultIT {

    private static final int EACH = 200;
    private static final int ROUNDS = 4;

    @Test
    void isTheSameForAnUnknownAddress() throws IOException {
        try (var database = EmbeddedDatabase.temporary();
                var service = PackagedService.start(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", Keys.ecPem(),
                        "SIGN_IN_LIMIT", "100000/1m"))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            assertThat(service.post("/api/auth/sign-up", body("ann@example.com")).statusCode()).isEqualTo(201);
            for (var i = 0; i < 50; i++) {
                nanos(service, "ann@example.com");
            }
            // A busy machine disturbs a round; a difference that is there shows in all of them.
            var difference = 1.0;
            for (var round = 0; round < ROUNDS && difference > 0.05; round++) {
                difference = difference(service);
            }
            assertThat(difference).isLessThanOrEqualTo(0.05);
        }
    }

    /** Of the medians, in turns. */
    private static double difference(PackagedService service) throws IOException {
        var known = new long[EACH];
        var unknown = new long[EACH];
        for (var i = 0; i < EACH; i++) {
            known[i] = nanos(service, "ann@example.com");
            unknown[i] = nanos(service, "bob" + i % 7 + "@example.com");
        }
        Arrays.sort(known);
        Arrays.sort(unknown);
        var one = known[EACH / 2] / 1e6;
        var other = unknown[EACH / 2] / 1e6;
        System.out.printf("Sign-in, %d each: median %.2f ms for a known, %.2f ms for an unknown address%n", EACH, one, other);
        return Math.abs(one - other) / Math.max(one, other);
    }

    private static long nanos(PackagedService service, String email) throws IOException {
        var begun = System.nanoTime();
        var status = service.post("/api/auth/sign-in", body(email).replace("correct", "wrong")).statusCode();
        var taken = System.nanoTime() - begun;
        assertThat(status).isEqualTo(401);
        return taken;
    }

    private static String body(String email) {
        return "{\"email\":\"%s\",\"password\":\"correct horse battery staple\"}".formatted(email);
    }
}
