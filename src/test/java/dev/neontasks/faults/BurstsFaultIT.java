package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;

/** A dozen people come at the same moment, again and again, and in between nobody. The database is 20 ms away. */
@Tag("faults")
@Tag("timed")
class BurstsFaultIT {

    private static final int PEOPLE = 12;
    private static final int BURSTS = 4;
    private static final int SAMPLES = 200;
    /** Longer than anything but the pool keeps a connection. */
    private static final Duration BETWEEN = Duration.ofSeconds(8);

    @Test
    void whatTheFirstHasConnectedTheOthersUseAndTheStatusTellsOfIt() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "60s"))) {
            var tokens = scene.people(PEOPLE);
            scene.simulator.latency(Duration.ofMillis(20));
            var logins = new ArrayList<Long>();
            for (var burst = 0; burst < BURSTS; burst++) {
                var before = scene.simulator.counts();
                var answers = Crowd.once(scene.service, PEOPLE, (client, turn) -> scene.list(tokens.get(client)));
                assertThat(answers).allMatch(Crowd.Answer::isGood);
                agrees(scene);
                Crowd.last(BETWEEN);
                logins.add(scene.simulator.counts().since(before).logins());
            }
            System.out.printf("connections made by each burst of %d: %s; %d kept%n", PEOPLE, logins,
                    scene.simulator.sessions());
            assertThat(logins.subList(1, BURSTS)).containsOnly(0L);
            assertThat((long) scene.simulator.sessions()).isGreaterThanOrEqualTo(logins.get(0));
        }
    }

    @Test
    void theStatusIsTrueAtEveryMoment() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s"))) {
            var tokens = scene.people(PEOPLE);
            scene.simulator.latency(Duration.ofMillis(20));
            var wrong = new ArrayList<String>();
            var seen = new ArrayList<Integer>();
            try (var superuser = scene.database.superuser("neondb")) {
                for (var sample = 0; seen.size() < SAMPLES && sample < 10 * SAMPLES; sample++) {
                    if (sample % 40 == 0) {
                        Crowd.once(scene.service, PEOPLE, (client, turn) -> scene.list(tokens.get(client)));
                    }
                    var said = connections(scene);
                    var truth = sessions(superuser);
                    // The server knows a login a round trip earlier than the service, and an end as much later.
                    Crowd.last(Duration.ofMillis(50));
                    if (connections(scene) == said && sessions(superuser) == truth) {
                        seen.add(truth);
                        if (said != truth) {
                            wrong.add(said + " where there are " + truth);
                        }
                    }
                }
            }
            System.out.printf("%d samples of %s connections%n", seen.size(), seen.stream().distinct().sorted().toList());
            assertThat(seen).hasSize(SAMPLES);
            assertThat(seen.stream().distinct().count()).as("or it would prove little").isGreaterThan(2);
            assertThat(wrong).isEmpty();
        }
    }

    private static void agrees(Scene scene) {
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            try (var superuser = scene.database.superuser("neondb")) {
                assertThat(connections(scene)).isEqualTo(sessions(superuser));
            }
        });
    }

    private static int sessions(Connection superuser) throws SQLException {
        return Integer.parseInt(Sql.ask(superuser, "select count(*) from pg_stat_activity where usename = 'neondb_owner'"));
    }

    /** As the status has them. */
    private static int connections(Scene scene) throws IOException {
        var pool = scene.service.get("/api/status").body();
        return List.of("active", "idle").stream()
                .mapToInt(state -> Integer.parseInt(pool.replaceAll(".*\"" + state + "\":(\\d+).*", "$1"))).sum();
    }
}
