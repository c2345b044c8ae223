package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.simulator.NeonSimulator;

/** The file behind DATABASE_URL_FILE changes while the service is under load. */
@Tag("faults")
class ChangedUrlFaultIT {

    static final Duration READ_AGAIN = Duration.ofSeconds(6);

    @Test
    void aNewPasswordCostsNoRequest() throws Exception {
        try (var database = EmbeddedDatabase.temporary(); var simulator = NeonSimulator.before(database)) {
            var file = Files.createTempFile("database", ".url");
            Files.writeString(file, simulator.url());
            try (var scene = Scene.with(Map.of("DATABASE_URL_FILE", file.toString()))) {
                var tokens = scene.people(10);
                var crowd = Crowd.gather(scene.service, 50, Duration.ofMillis(10),
                        (client, turn) -> turn % 10 < 3 ? scene.add(tokens.get(client % 10), client + "-" + turn)
                                : scene.list(tokens.get(client % 10)));
                Crowd.last(Duration.ofSeconds(3));

                Sql.run(database, "postgres", "alter role neondb_owner password 'changed'");
                replace(file, simulator.url().replaceFirst(":[^:@/]+@", ":changed@"));
                await().atMost(READ_AGAIN).until(() -> scene.service.logged("DATABASE_URL has changed").size() == 1);
                // The old connections would have gone on; now all are made with the new password.
                simulator.killAll();
                Crowd.last(Duration.ofSeconds(3));

                replace(file, "postgresql://nonsense");
                await().atMost(READ_AGAIN).until(() -> scene.service.logged("stays in use").size() == 1);
                simulator.killAll();
                Crowd.last(Duration.ofSeconds(5));
                assertThat(scene.service.logged("stays in use")).hasSize(1);

                try (var elsewhere = NeonSimulator.before(database)) {
                    replace(file, elsewhere.url().replaceFirst(":[^:@/]+@", ":changed@"));
                    await().atMost(READ_AGAIN).until(() -> scene.service.logged("DATABASE_URL has changed").size() == 2);
                    await().atMost(Duration.ofSeconds(5)).until(() -> elsewhere.sessions() > 0);
                    var before = simulator.counts();
                    Crowd.last(Duration.ofSeconds(3));
                    var answers = crowd.leave();
                    var left = simulator.counts().since(before);
                    System.out.printf(
                            "password and host changed under load: %d answers %s; %d statements to the old host after%n",
                            answers.size(), Crowd.byStatus(answers), left.statements());
                    assertThat(answers).hasSizeGreaterThan(100).allMatch(Crowd.Answer::isGood);
                    assertThat(left.statements()).isZero();
                    assertThat(scene.service.out()).doesNotContain("changed@").doesNotContain("Exception");
                }
            }
        }
    }

    /** As with tokens that last an hour, but each a few seconds; the one before is good for a while, for who is in stays in. */
    @Test
    void newPasswordsBesideTheUrlCostNoRequest() throws Exception {
        try (var database = EmbeddedDatabase.temporary(); var simulator = NeonSimulator.before(database)) {
            var file = Files.createTempFile("database", ".password");
            var url = simulator.url();
            Files.writeString(file, url.replaceFirst(".*//[^:]+:([^@]+)@.*", "$1"));
            try (var scene = Scene.with(Map.of("DATABASE_URL", url.replaceFirst(":[^:@/]+@", "@"), "DATABASE_PASSWORD_FILE",
                    file.toString()))) {
                var tokens = scene.people(10);
                var crowd = Crowd.gather(scene.service, 20, Duration.ofMillis(10),
                        (client, turn) -> turn % 10 < 3 ? scene.add(tokens.get(client % 10), client + "-" + turn)
                                : scene.list(tokens.get(client % 10)));
                for (var round = 1; round <= 3; round++) {
                    var changes = round;
                    Sql.run(database, "postgres", "alter role neondb_owner password 'token-" + round + "'");
                    replace(file, "token-" + round);
                    await().atMost(READ_AGAIN)
                            .until(() -> scene.service.logged("DATABASE_URL has changed").size() == changes);
                    simulator.killAll();
                    Crowd.last(Duration.ofSeconds(2));
                }
                var answers = crowd.leave();
                System.out.printf("password changed three times under load: %d answers %s%n", answers.size(),
                        Crowd.byStatus(answers));
                assertThat(answers).hasSizeGreaterThan(100).allMatch(Crowd.Answer::isGood);
                assertThat(scene.service.out()).doesNotContain("token-");
            }
        }
    }

    /** At the start it would be refused; later there is somebody to be told, and the next change mends it. */
    @Test
    void aDatabaseThatCannotHoldEveryTextIsNamed() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            Sql.run(database, "postgres", "create database narrow owner neondb_owner encoding 'LATIN1' locale_provider libc"
                    + " locale 'C' template template0");
            var file = Files.writeString(Files.createTempFile("database", ".url"), database.url());
            try (var scene = Scene.with(Map.of("DATABASE_URL_FILE", file.toString()))) {
                var token = scene.person();
                replace(file, database.url().replace("/neondb?", "/narrow?"));
                await().atMost(READ_AGAIN).until(() -> scene.service.logged("DATABASE_URL has changed").size() == 1);
                for (var request : List.of(scene.list(token), scene.add(token, "Second"))) {
                    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                        var answer = Crowd.ask(scene.service, request);
                        assertThat(answer.isTypedUnavailable()).as(answer.toString()).isTrue();
                        assertThat(answer.body()).contains("its encoding cannot hold every text");
                    });
                }
                assertThat(scene.service.get("/health/ready").body()).contains("its encoding cannot hold every text");
                replace(file, database.url());
                scene.untilServing(token);
                assertThat(Sql.ask(database, "neondb", "select string_agg(title, ',') from tasks")).isEqualTo("First");
                assertThat(scene.service.logged("ERROR")).isEmpty();
            }
        }
    }

    /** As Kubernetes does: never half of it. */
    private static void replace(Path file, String content) throws Exception {
        var next = Files.writeString(Files.createTempFile("database", ".next"), content);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
