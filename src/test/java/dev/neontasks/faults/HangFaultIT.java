package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way to the database stands still: connections are taken, statements sent, and nothing comes back. */
@Tag("faults")
@Tag("timed")
class HangFaultIT {

    static final List<String> PROBES = List.of("/health/live", "/health/ready", "/health/started");

    @Test
    void probesStayQuickAndNoRequestOutlastsItsBound() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_WAKE_BUDGET", "3s", "DATABASE_STATEMENT_TIMEOUT", "3s"))) {
            var tokens = scene.people(10);
            var warm = Crowd.gather(scene.service, 20, Duration.ZERO, (client, turn) -> scene.list(tokens.get(client % 10)));
            Crowd.last(Duration.ofSeconds(5));
            var busy = probes(scene);
            Crowd.last(Duration.ofSeconds(5));
            var usually = busy.leave();
            warm.leave();

            scene.simulator.hang();
            var people = Crowd.gather(scene.service, 50, Duration.ofMillis(100),
                    (client, turn) -> scene.list(tokens.get(client % 10)));
            var probes = probes(scene);
            Crowd.last(Duration.ofSeconds(30));
            var probed = probes.leave();
            var answers = people.leave();
            scene.simulator.recover();
            var back = scene.untilServing(tokens.get(0));

            System.out.printf(
                    "hung for 30 s: %d probes, 99 %% within %d ms, all within %d ms, 99 %% of %d beside 20 readers before within "
                            + "%d ms; %d answers %s, all within %d ms; serving %d ms after it went on%n",
                    probed.size(), Crowd.millis(probed, 0.99), Crowd.millis(probed, 1), usually.size(),
                    Crowd.millis(usually, 0.99),
                    answers.size(), Crowd.byStatus(answers), Crowd.millis(answers, 1),
                    back.toMillis());
            assertThat(probed).hasSizeGreaterThan(300).allMatch(answer -> answer.status() == 200 || answer.status() == 503);
            assertThat(Crowd.millis(probed, 0.99)).as("milliseconds, and what a busy service needs on this machine")
                    .isLessThan(Math.max(100, Crowd.millis(usually, 0.99)));
            assertThat(answers).isNotEmpty().allMatch(Crowd.Answer::isTypedUnavailable);
            // Budget, statement time-out and a second.
            assertThat(Crowd.millis(answers, 1)).isLessThan(7000);
            assertThat(back).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static Crowd probes(Scene scene) {
        return Crowd.gather(scene.service, PROBES.size(), Duration.ofMillis(100),
                (client, turn) -> scene.service.request(PROBES.get(client)).build());
    }

    /** Ending a connection whose other end is silent takes a second each; there are twenty. */
    @Test
    void aFullPoolThatHangsIsFoundOutAndLeftAtOnce() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_WAKE_BUDGET", "3s", "DATABASE_STATEMENT_TIMEOUT", "3s"))) {
            var tokens = scene.people(20);
            scene.simulator.latency(Duration.ofMillis(200));
            Crowd.once(scene.service, 20, (client, turn) -> scene.list(tokens.get(client)));
            // Logins under way come to their end, which is an answer, too.
            Crowd.last(Duration.ofSeconds(2));
            scene.simulator.latency(Duration.ZERO);
            var idle = scene.simulator.sessions();
            scene.simulator.hang();
            var check = Crowd.ask(scene.service,
                    scene.as(tokens.get(0), "/api/status/verify").POST(BodyPublishers.noBody()).build());
            scene.simulator.recover();
            var back = scene.untilServing(tokens.get(0));
            System.out.printf(
                    "hung with %d idle connections: a check was answered after %d ms; serving %d ms after it went on%n",
                    idle, check.took().toMillis(), back.toMillis());
            assertThat(idle).isGreaterThan(10);
            assertThat(check.status()).isEqualTo(200);
            assertThat(check.body()).contains("\"state\":\"DOWN\"");
            assertThat(check.took()).isLessThan(Duration.ofSeconds(7));
            assertThat(back).isLessThan(Duration.ofSeconds(3));
        }
    }

    /** The others go on while one connection, or one statement, gets no answer. */
    @Test
    void oneHungConnectHoldsUpNobody() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s"))) {
            var token = scene.person();
            scene.drained();
            scene.simulator.hangConnections();
            var first = Crowd.gather(scene.service, 1, Duration.ofSeconds(1), (client, turn) -> scene.list(token));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> scene.service.get("/api/status").body().contains("\"waiting\":1"));
            // Only what is under way already hangs on.
            scene.simulator.hangOnlyPresentConnections();
            var answer = Crowd.ask(scene.service, scene.list(token));
            System.out.printf("one connect hangs: another request was answered %d after %d ms%n", answer.status(),
                    answer.took().toMillis());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(3));
            assertThat(first.leave()).allMatch(Crowd.Answer::isGood);
        }
    }

    /** It is cancelled on the server; the connection is as good as before, and the database is not down for it. */
    @Test
    void aStatementThatTakesTooLongEndsAlone() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_STATEMENT_TIMEOUT", "2s"))) {
            var token = scene.person();
            try (var superuser = scene.database.superuser("neondb"); var statement = superuser.createStatement()) {
                superuser.setAutoCommit(false);
                statement.execute("lock table tasks in access exclusive mode");
                var before = scene.simulator.counts();
                var answer = Crowd.ask(scene.service, scene.list(token));
                System.out.printf("a statement that waits for a lock: %d after %d ms%n", answer.status(),
                        answer.took().toMillis());
                assertThat(answer.isTypedUnavailable()).isTrue();
                assertThat(answer.body()).contains("a statement took too long");
                assertThat(answer.took()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
                assertThat(scene.service.isReady()).isTrue();
                superuser.rollback();
                assertThat(Crowd.ask(scene.service, scene.list(token)).status()).isEqualTo(200);
                // One more for the watch, which found the database well, and one for the cancellation.
                assertThat(scene.simulator.counts().since(before).logins()).isLessThanOrEqualTo(1);
            }
        }
    }
}
