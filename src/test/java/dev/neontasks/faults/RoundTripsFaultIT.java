package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each call costs when the database is a network away. */
@Tag("faults")
class RoundTripsFaultIT {

    @Test
    void aReadIsOneAndAWriteAtMostTwo() {
        try (var scene = Scene.with(Map.of())) {
            var token = scene.person();
            var trips = new LinkedHashMap<String, Long>();

            trips.put("list", trips(scene, 200, () -> scene.list(token)));
            trips.put("search", trips(scene, 200, () -> scene.as(token, "/api/tasks?q=first&completed=false").build()));
            trips.put("list by day, counted", trips(scene, 200,
                    () -> scene.as(token, "/api/tasks?due=today&sort=due&counts=true&today=2026-12-24").build()));
            trips.put("me", trips(scene, 200, () -> scene.as(token, "/api/me").build()));
            trips.put("add", trips(scene, 201, () -> scene.add(token, "Added")));
            trips.put("put, new", trips(scene, 201,
                    () -> scene.as(token, "/api/tasks/" + UUID.randomUUID()).PUT(content()).build()));
            trips.put("put, present", trips(scene, 200, () -> scene.as(token, present(scene, token)).PUT(content()).build()));
            trips.put("get", trips(scene, 200, () -> scene.as(token, present(scene, token)).build()));
            trips.put("patch",
                    trips(scene, 200, () -> scene.as(token, present(scene, token)).method("PATCH", content()).build()));
            trips.put("delete, if", trips(scene, 204,
                    () -> scene.as(token, present(scene, token)).header("If-Match", "*").DELETE().build()));
            trips.put("delete", trips(scene, 204, () -> scene.as(token, present(scene, token)).DELETE().build()));
            trips.put("add, keyed", trips(scene, 201, () -> keyed(scene.as(token, "/api/tasks")).POST(content()).build()));
            trips.put("put, keyed",
                    trips(scene, 200, () -> keyed(scene.as(token, present(scene, token))).PUT(content()).build()));
            trips.put("delete, keyed", trips(scene, 204, () -> keyed(scene.as(token, present(scene, token))).DELETE().build()));
            trips.put("delete nothing, keyed", trips(scene, 404,
                    () -> keyed(scene.as(token, "/api/tasks/" + UUID.randomUUID())).DELETE().build()));
            var sent = keyed(scene.as(token, "/api/tasks")).POST(content()).build();
            assertThat(Crowd.ask(scene.service, sent).status()).isEqualTo(201);
            trips.put("add, again", trips(scene, 201, () -> sent));

            System.out.println("round trips: " + trips);
            assertThat(trips.entrySet().stream().filter(each -> each.getValue() > 1).map(Map.Entry::getKey))
                    .containsOnly("put, new", "put, present", "patch", "delete, if", "put, keyed", "delete, keyed",
                            "delete nothing, keyed", "add, again");
            assertThat(trips.values()).allMatch(count -> count >= 1 && count <= 2);
        }
    }

    /** The fewest of three: a check of the database that falls in between is not what the call costs. */
    private static long trips(Scene scene, int status, Supplier<HttpRequest> request) {
        return IntStream.range(0, 3).mapToLong(time -> trips(scene, status, request.get())).min().orElseThrow();
    }

    private static long trips(Scene scene, int status, HttpRequest request) {
        var before = scene.simulator.counts();
        assertThat(Crowd.ask(scene.service, request).status()).isEqualTo(status);
        return scene.simulator.counts().since(before).roundTrips();
    }

    private static HttpRequest.Builder keyed(HttpRequest.Builder request) {
        return request.header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static String present(Scene scene, String token) {
        var path = "/api/tasks/" + UUID.randomUUID();
        assertThat(Crowd.ask(scene.service, scene.as(token, path).PUT(content()).build()).status()).isEqualTo(201);
        return path;
    }

    private static BodyPublisher content() {
        return BodyPublishers.ofString("{\"title\":\"Count\"}");
    }
}
