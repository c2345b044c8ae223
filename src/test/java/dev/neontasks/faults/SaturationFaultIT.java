package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Far more is asked than twenty connections can answer. */
@Tag("faults")
class SaturationFaultIT {

    static final int CLIENTS = 500;

    @Test
    void aFullPoolIsReadyFairAndBounded() throws Exception {
        try (var scene = Scene.with(Map.of())) {
            // So many that nobody is turned away for having too much waiting alone: 50 clients each.
            var busy = scene.people(10);
            var quiet = scene.person();
            // Every statement takes 200 ms, so that the pool answers a hundred a second.
            scene.simulator.latency(Duration.ofMillis(200));
            var flood = Crowd.gather(scene.service, CLIENTS, Duration.ZERO,
                    (client, turn) -> turn % 10 < 3 ? scene.add(busy.get(client % 10), "Flood")
                            : scene.list(busy.get(client % 10)));
            var ready = Crowd.gather(scene.service, 1, Duration.ofMillis(200),
                    (client, turn) -> scene.service.request("/health/ready").build());
            Crowd.last(Duration.ofSeconds(10));
            var single = Crowd.gather(scene.service, 1, Duration.ofMillis(500), (client, turn) -> scene.list(quiet));
            Crowd.last(Duration.ofSeconds(25));
            var quietly = single.leave();
            var probed = ready.leave();
            var answers = flood.leave();

            System.out.printf(
                    "500 clients of 10 people, 35 s: %d answers %s, half within %d ms, all within %d ms; a quiet user's %d "
                            + "answers %s: 95 %% within %d ms; %d times ready %s%n",
                    answers.size(), Crowd.byStatus(answers),
                    Crowd.millis(answers, 0.5), Crowd.millis(answers, 1), quietly.size(), Crowd.byStatus(quietly),
                    Crowd.millis(quietly, 0.95), probed.size(), Crowd.byStatus(probed));
            assertThat(answers).hasSizeGreaterThan(500).allMatch(answer -> answer.isGood() || answer.isTypedUnavailable());
            assertThat(Crowd.millis(answers, 1)).isLessThan(11_000);
            assertThat(quietly).hasSizeGreaterThan(20).allMatch(Crowd.Answer::isGood);
            // A turn of all eleven people, where one of the others waits for fifty turns.
            assertThat(Crowd.millis(quietly, 0.95)).isLessThan(Math.max(1000, Crowd.millis(answers, 0.5) / 5));
            assertThat(probed).hasSizeGreaterThan(50).allMatch(Crowd.Answer::isGood);
        }
    }
}
