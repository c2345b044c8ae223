package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every connection is ended by the server, every two seconds, in the middle of whatever it does. */
@Tag("faults")
class KilledFaultIT {

    static final int CLIENTS = 100;

    @Test
    void aMinuteOfTerminatedBackendsLosesNothing() throws Exception {
        try (var scene = Scene.with(Map.of())) {
            var tokens = scene.people(20);
            var crowd = Crowd.gather(scene.service, CLIENTS, Duration.ZERO,
                    (client, turn) -> turn % 10 < 3 ? scene.add(tokens.get(client % 20), client + "-" + turn)
                            : scene.list(tokens.get(client % 20)));
            var killed = 0;
            for (var round = 0; round < 30; round++) {
                Crowd.last(Duration.ofSeconds(2));
                killed += scene.killBackends();
            }
            var answers = crowd.leave();

            var unavailable = answers.stream().filter(Crowd.Answer::isTypedUnavailable).count();
            var written = scene.titles();
            var acknowledged = Crowd.acknowledgedTitles(answers);
            System.out.printf(
                    "60 s, %d backends ended: %d answers %s, %.3f %% of them 503; %d writes acknowledged, %d stored%n", killed,
                    answers.size(), Crowd.byStatus(answers), 100.0 * unavailable / answers.size(), acknowledged.size(),
                    written.size() - tokens.size());
            assertThat(killed).isGreaterThan(100);
            assertThat(answers).allMatch(answer -> answer.isGood() || answer.isTypedUnavailable());
            assertThat(unavailable).isLessThanOrEqualTo(answers.size() / 1000);
            assertThat(written).containsAll(acknowledged);
            assertThat(written.stream().filter(title -> !title.equals("First")).toList()).doesNotHaveDuplicates();
        }
    }
}
