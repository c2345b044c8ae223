package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From no connection to twenty, each of which takes some seven round trips of 30 ms. */
@Tag("faults")
@Tag("timed")
class RampFaultIT {

    @Test
    void theLastOfTwentyConnectionsIsThereSoon() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s"))) {
            var tokens = scene.people(10);
            scene.drained();
            scene.simulator.latency(Duration.ofMillis(30));
            var one = Crowd.ask(scene.service, scene.list(tokens.get(0)));
            assertThat(one.isGood()).isTrue();
            scene.drained();
            Crowd crowd;
            Duration took;
            // Whoever has a connection keeps it, so that all twenty are wanted until the last is there.
            try (var superuser = scene.database.superuser("neondb"); var statement = superuser.createStatement()) {
                superuser.setAutoCommit(false);
                statement.execute("lock table tasks in access exclusive mode");
                var begun = Instant.now();
                crowd = Crowd.gather(scene.service, 60, Duration.ZERO, (client, turn) -> scene.list(tokens.get(client % 10)));
                await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(20))
                        .until(() -> scene.simulator.sessions() == 20);
                took = Duration.between(begun, Instant.now());
                superuser.rollback();
            }
            Crowd.last(Duration.ofSeconds(3));
            var answers = crowd.leave();
            System.out
                    .printf("20 connections at 30 ms round trip: %d ms, where a request that makes one takes %d ms; %d answers "
                            + "%s%n", took.toMillis(), one.took().toMillis(), answers.size(), Crowd.byStatus(answers));
            // Four at a time make them in five turns, one at a time in twenty.
            assertThat(took).isLessThan(Collections.max(List.of(Duration.ofMillis(2500), one.took().multipliedBy(10))));
            assertThat(answers).allMatch(Crowd.Answer::isGood);
            assertThat(scene.simulator.sessions()).isLessThanOrEqualTo(20);
        }
    }
}
