package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody uses the service, but everything that looks after it does. */
@Tag("faults")
class DrainedFaultIT {

    static final List<String> CHEAP = List.of("/health/live", "/health/ready", "/health/started", "/health", "/api/status");

    @Test
    void probesAndAnOpenStatusPageLetTheDatabaseSleep() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s", "DATABASE_SUSPEND_AFTER", "3s"))) {
            var tokens = scene.people(5);
            Crowd.once(scene.service, 50, (client, turn) -> scene.list(tokens.get(client % 5)));
            assertThat(scene.simulator.sessions()).isPositive();
            scene.drained();
            var before = scene.simulator.counts();

            // Five a second on each path.
            var probes = Crowd.gather(scene.service, CHEAP.size(), Duration.ofMillis(200),
                    (client, turn) -> scene.service.request(CHEAP.get(client)).build());
            var metrics = Crowd.gather(scene.service, 1, Duration.ofSeconds(1),
                    (client, turn) -> scene.service.managementRequest("/metrics"));
            Crowd.last(Duration.ofSeconds(60));
            var answers = probes.leave();
            var scrapes = metrics.leave();

            var counts = scene.simulator.counts().since(before);
            System.out.printf("60 s: %d probes %s, %d scrapes %s; %d connections, %d statements, %d bytes to the database%n",
                    answers.size(), Crowd.byStatus(answers), scrapes.size(), Crowd.byStatus(scrapes), counts.connections(),
                    counts.statements(), counts.bytesIn() + counts.bytesOut());
            assertThat(answers).hasSizeGreaterThan(500).allMatch(Crowd.Answer::isGood);
            assertThat(scrapes).hasSizeGreaterThan(25).allMatch(Crowd.Answer::isGood);
            assertThat(counts.connections()).isZero();
            assertThat(counts.bytesIn() + counts.bytesOut()).isZero();
            assertThat(scene.service.get("/api/status").body()).contains("\"state\":\"ASLEEP\"").contains("\"idle\":0");
        }
    }
}
