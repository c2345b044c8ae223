package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.simulator.ProxyError;

/** What /api/status says, beside what is the case, while somebody asks for tasks four times a second. */
@Tag("faults")
class StatusTruthFaultIT {

    static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void theStatusAgreesWithTheTruthWithinTwoSeconds() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s", "DATABASE_SUSPEND_AFTER", "3s",
                "DATABASE_WAKE_BUDGET", "6s"))) {
            var token = scene.person();
            says(scene, "UP", "answering");
            scene.drained();
            scene.simulator.sleep();
            Crowd.last(Duration.ofSeconds(2));
            says(scene, "ASLEEP", "asleep, and nobody asks");

            scene.simulator.wakeAfter(Duration.ofSeconds(4));
            var somebody = Crowd.gather(scene.service, 1, Duration.ofMillis(250), (client, turn) -> scene.list(token));
            for (var until = Instant.now().plusSeconds(3); Instant.now().isBefore(until);) {
                assertThat(state(scene)).as("waking").isNotEqualTo("DOWN");
            }
            await().atMost(Duration.ofSeconds(4)).until(() -> state(scene).equals("UP"));

            scene.simulator.refuse();
            scene.simulator.killAll();
            says(scene, "DOWN", "refusing");
            scene.simulator.recover();
            says(scene, "UP", "taking connections again");

            scene.simulator.hang();
            says(scene, "DOWN", "hanging");
            scene.simulator.recover();
            says(scene, "UP", "going on");

            scene.simulator.answer(ProxyError.ENDPOINT_DISABLED);
            scene.simulator.killAll();
            says(scene, "DOWN", "disabled");
            scene.simulator.recover();
            says(scene, "UP", "enabled again");

            scene.simulator.killAll();
            says(scene, "UP", "killed and accepting");
            somebody.leave();
        }
    }

    private static void says(Scene scene, String state, String truth) {
        var since = Instant.now();
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(10)).until(() -> state(scene).equals(state));
        var took = Duration.between(since, Instant.now());
        System.out.printf("%s: %s after %d ms%n", truth, state, took.toMillis());
        assertThat(took).as(truth).isLessThan(SOON);
    }

    private static String state(Scene scene) throws IOException {
        return scene.service.get("/api/status").body().replaceAll(".*\"state\":\"([A-Z]+)\".*", "$1");
    }
}
