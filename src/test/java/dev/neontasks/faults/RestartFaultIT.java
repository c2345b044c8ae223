package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;

/** The server ends and comes back at the same place. */
@Tag("faults")
class RestartFaultIT {

    /** The longest pause between two tries is 1.5 s. */
    private static final Duration BACK = Duration.ofSeconds(2);

    /** A backend that dies by a signal takes the whole server through a recovery: 57P02 for all, then 57P03. */
    @Test
    void servesAgainWithinTwoSecondsOfItsRecovery() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s"))) {
            var tokens = scene.people(10);
            var back = back(scene, tokens.get(0));
            var crowd = Crowd.gather(scene.service, 30, Duration.ofMillis(100),
                    (client, turn) -> scene.list(tokens.get(client % 10)));
            Crowd.last(Duration.ofSeconds(3));
            crash(scene);
            await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20)).until(() -> accepts(scene));
            var took = scene.untilServing(tokens.get(0));
            Crowd.last(Duration.ofSeconds(2));
            var answers = crowd.leave();
            System.out.printf("server crashed and recovered: serving %d ms after; %d answers %s%n", took.toMillis(),
                    answers.size(),
                    Crowd.byStatus(answers));
            assertThat(took).isLessThan(back);
            assertThat(answers).allMatch(answer -> answer.isGood() || answer.isTypedUnavailable());
        }
    }

    @Test
    void servesAgainWithinTwoSecondsOfAnOutage() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_WAKE_BUDGET", "2s", "DATABASE_IDLE_TIMEOUT", "1s"))) {
            var tokens = scene.people(10);
            var back = back(scene, tokens.get(0));
            var crowd = Crowd.gather(scene.service, 30, Duration.ofMillis(100),
                    (client, turn) -> scene.list(tokens.get(client % 10)));
            Crowd.last(Duration.ofSeconds(2));
            // A busy machine may have needed longer than the short budget to get there.
            var before = scene.service.logged("Database connected after").size();
            scene.simulator.vanish();
            Crowd.last(Duration.ofSeconds(10));
            assertThat(scene.service.isReady()).isFalse();
            scene.simulator.recover();
            var took = scene.untilServing(tokens.get(0));
            var answers = crowd.leave();
            System.out.printf("server away for 10 s: serving %d ms after; %d answers %s%n", took.toMillis(), answers.size(),
                    Crowd.byStatus(answers));
            assertThat(took).isLessThan(back);
            assertThat(answers).allMatch(answer -> answer.isGood() || answer.isTypedUnavailable());
            assertThat(scene.service.logged("Database lost")).hasSize(1);
            assertThat(scene.service.logged("Database connected after")).hasSize(before + 1);
        }
    }

    /** And what it takes on this machine to connect, of which there are some when all want to at once. */
    private static Duration back(Scene scene, String token) {
        scene.drained();
        var one = Crowd.ask(scene.service, scene.list(token));
        assertThat(one.isGood()).isTrue();
        return BACK.plus(one.took().multipliedBy(5));
    }

    private static void crash(Scene scene) throws Exception {
        var pid = Sql.ask(scene.database, "postgres",
                "select pid from pg_stat_activity where usename = 'neondb_owner' limit 1");
        new ProcessBuilder("kill", "-9", pid).inheritIO().start().waitFor();
    }

    private static boolean accepts(Scene scene) {
        try (var superuser = scene.database.superuser()) {
            return superuser.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
