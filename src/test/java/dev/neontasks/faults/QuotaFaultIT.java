package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.simulator.Loss;

/**
 * The last task that there may be takes effect once, also when the answer of its statement is lost; and counting costs no round
 * trip.
 */
@Tag("faults")
class QuotaFaultIT {

    private static final int MOST = 4;

    @Test
    void theLastOneIsNoOneTooMany() throws IOException {
        try (var scene = Scene.with(Map.of("ACCOUNT_TASKS_MAX", Integer.toString(MOST)))) {
            for (var way : new String[] { "POST", "PUT" }) {
                var token = filled(scene, MOST - 1);
                scene.simulator.resetNextStatement(Loss.AFTER_SERVER, "insert into tasks");
                var last = Crowd.ask(scene.service, write(scene, token, way));
                assertThat(last.status()).as(way).isEqualTo(201);
                var before = scene.simulator.counts();
                assertThat(Crowd.ask(scene.service, write(scene, token, way)).status()).as(way).isEqualTo(409);
                System.out.printf("%s beyond the quota: %d round trip(s)%n", way,
                        scene.simulator.counts().since(before).roundTrips());
            }
            assertThat(scene.service.send(scene.service.managementRequest("/metrics")).body()).as("both were run again")
                    .contains("neon_tasks_database_retries_total 2.0");
        }
    }

    /** A process that knows nothing of the account yet counts in the statement that adds. */
    @Test
    void countingIsNoRoundTrip() {
        try (var scene = Scene.with(Map.of())) {
            // Of more than one: beside a write, every ten seconds, what has expired is taken away.
            var trips = Stream.generate(scene.service::signUp).limit(3).toList().stream().mapToLong(token -> {
                var before = scene.simulator.counts();
                assertThat(Crowd.ask(scene.service, scene.add(token, "First")).status()).isEqualTo(201);
                return scene.simulator.counts().since(before).roundTrips();
            });
            assertThat(trips.min()).hasValue(1);
        }
    }

    private static String filled(Scene scene, int count) {
        var token = scene.service.signUp();
        for (var i = 0; i < count; i++) {
            assertThat(Crowd.ask(scene.service, scene.add(token, "Task")).status()).isEqualTo(201);
        }
        return token;
    }

    private static HttpRequest write(Scene scene, String token, String way) {
        return way.equals("POST") ? scene.add(token, "Last")
                : scene.as(token, "/api/tasks/" + UUID.randomUUID()).PUT(BodyPublishers.ofString("{\"title\":\"Last\"}"))
                        .build();
    }
}
