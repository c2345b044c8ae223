package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The one probe that asks the database, found by somebody who should not. */
@Tag("faults")
@Tag("timed")
class WellFaultIT {

    @Test
    void howeverOftenItIsAskedTheDatabaseIsAskedTenTimesAndThenEveryFiveSeconds() throws Exception {
        try (var scene = Scene.with(Map.of())) {
            // Not until the service has read something, which it does for itself at the start.
            scene.person();
            var before = scene.simulator.counts();
            var begun = System.nanoTime();
            var flood = Crowd.gather(scene.service, 20, Duration.ZERO,
                    (client, turn) -> scene.service.request("/health/well").build());
            Crowd.last(Duration.ofSeconds(11));
            var answers = flood.leave();
            var seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            var statements = scene.simulator.counts().since(before).statements();
            System.out.printf("/health/well %d times in %d s, %s: %d statements%n", answers.size(), seconds,
                    Crowd.byStatus(answers),
                    statements);
            assertThat(answers).hasSizeGreaterThan(100).allMatch(Crowd.Answer::isGood)
                    .allMatch(answer -> answer.body().contains("\"query\""));
            assertThat(statements).isBetween(2L, 11 + seconds / 5);
        }
    }

    @Test
    void anAccountHasItAskedTenTimesAndThenOnceASecond() throws Exception {
        try (var scene = Scene.with(Map.of())) {
            var user = scene.person();
            var before = scene.simulator.counts();
            var begun = System.nanoTime();
            var flood = Crowd.gather(scene.service, 10, Duration.ZERO,
                    (client, turn) -> scene.as(user, "/api/status/verify").POST(BodyPublishers.noBody()).build());
            Crowd.last(Duration.ofSeconds(5));
            var answers = flood.leave();
            var seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(answers).hasSizeGreaterThan(50).allMatch(Crowd.Answer::isGood);
            assertThat(scene.simulator.counts().since(before).statements()).isBetween(2L, 11 + seconds);
        }
    }

    @Test
    void whatIsKnownSinceIsNotHeldBack() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_WAKE_BUDGET", "1s"))) {
            assertThat(scene.service.get("/health/well").statusCode()).isEqualTo(200);
            scene.simulator.vanish();
            assertThat(scene.service.get("/health/well").statusCode()).as("right now").isEqualTo(503);
            scene.simulator.recover();
            await().atMost(Duration.ofSeconds(10)).until(scene.service::isReady);
            assertThat(scene.service.get("/health/well").statusCode()).isEqualTo(200);
        }
    }
}
