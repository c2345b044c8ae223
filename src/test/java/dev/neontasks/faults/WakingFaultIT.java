package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compute sleeps, nothing is connected, and a hundred people come at once. */
@Tag("faults")
class WakingFaultIT {

    static final int CLIENTS = 100;
    static final Map<String, String> QUICKLY_DRAINED = Map.of("DATABASE_IDLE_TIMEOUT", "1s", "DATABASE_WAKE_BUDGET", "7s");

    @ParameterizedTest
    @ValueSource(ints = { 300, 2000, 5000 })
    void theyWaitTogetherAndSucceed(int wakeMillis) throws Exception {
        try (var scene = Scene.with(QUICKLY_DRAINED)) {
            var tokens = scene.people(10);
            // A young JVM is what it is; the database is what is measured.
            Crowd.once(scene.service, CLIENTS, (client, turn) -> scene.list(tokens.get(client % 10)));
            var awake = awake(scene, tokens);
            scene.simulator.wakeAfter(Duration.ofMillis(wakeMillis)).sleep();
            var before = scene.simulator.counts();

            var answers = Crowd.once(scene.service, CLIENTS, (client, turn) -> scene.list(tokens.get(client % 10)));

            var counts = scene.simulator.counts().since(before);
            System.out.printf("waking takes %d ms: %d answers %s, the last after %d ms, after %d ms when it is awake; "
                    + "%d connects, %d logins, %d wake%n", wakeMillis, answers.size(), Crowd.byStatus(answers),
                    Crowd.millis(answers, 1), awake, counts.connections(), counts.logins(), counts.wakes());
            assertThat(answers).hasSize(CLIENTS).allMatch(Crowd.Answer::isGood);
            assertThat(Crowd.millis(answers, 1)).isLessThan(wakeMillis + awake + 1000);
            assertThat(counts.connections()).isLessThanOrEqualTo(20);
            assertThat(scene.service.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(scene.service.logged("Database lost")).isEmpty();
        }
    }

    @Test
    void beyondTheBudgetEveryAnswerIsATyped503() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s", "DATABASE_WAKE_BUDGET", "3s"))) {
            var tokens = scene.people(10);
            Crowd.once(scene.service, CLIENTS, (client, turn) -> scene.list(tokens.get(client % 10)));
            var awake = awake(scene, tokens);
            scene.simulator.wakeAfter(Duration.ofSeconds(30)).sleep();

            var answers = Crowd.once(scene.service, CLIENTS, (client, turn) -> scene.list(tokens.get(client % 10)));

            System.out.printf("waking takes longer than the budget of 3 s: %d answers %s between %d and %d ms%n",
                    answers.size(),
                    Crowd.byStatus(answers), Crowd.millis(answers, 0.01), Crowd.millis(answers, 1));
            assertThat(answers).hasSize(CLIENTS).allMatch(Crowd.Answer::isTypedUnavailable);
            assertThat(Crowd.millis(answers, 1)).isLessThan(3000 + awake + 500);
            assertThat(Crowd.millis(answers, 0.01)).isGreaterThanOrEqualTo(2900);
        }
    }

    /** How many milliseconds the same crowd needs of this machine while the compute is awake and nothing is connected. */
    private static long awake(Scene scene, List<String> tokens) throws InterruptedException {
        scene.drained();
        var answers = Crowd.once(scene.service, CLIENTS, (client, turn) -> scene.list(tokens.get(client % 10)));
        assertThat(answers).hasSize(CLIENTS).allMatch(Crowd.Answer::isGood);
        scene.drained();
        return Crowd.millis(answers, 1);
    }

    @Test
    void whoeverLeavesMeanwhileSaysNothingAboutTheDatabase() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s"))) {
            var token = scene.person();
            scene.drained();
            scene.simulator.wakeAfter(Duration.ofSeconds(5)).sleep();
            var left = scene.as(token, "/api/tasks").timeout(Duration.ofSeconds(1)).build();
            assertThat(Crowd.ask(scene.service, left).status()).isZero();
            Crowd.last(Duration.ofSeconds(1));
            assertThat(scene.service.isReady()).isTrue();
            assertThat(Crowd.ask(scene.service, scene.list(token)).isGood()).isTrue();
            assertThat(scene.service.logged("Database lost")).isEmpty();
        }
    }
}
