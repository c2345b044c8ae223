package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

/** What each call costs when the database is a network away. */
class RoundTripsFaultIT {

    @Test
    void aReadIsOneAndAWriteAtMostTwo() throws IOException {
        try (var scene = Scene.with(Map.of())) {
            var token = scene.person();
            var path = "/api/tasks/" + UUID.randomUUID();
            var content = "{\"title\":\"Count\"}";
            var trips = new LinkedHashMap<String, Long>();

            trips.put("list", trips(scene, scene.list(token), 200));
            trips.put("search", trips(scene, scene.as(token, "/api/tasks?q=first&completed=false").build(), 200));
            trips.put("me", trips(scene, scene.as(token, "/api/me").build(), 200));
            trips.put("add", trips(scene, scene.add(token, "Added"), 201));
            trips.put("put, new", trips(scene, scene.as(token, path).PUT(BodyPublishers.ofString(content)).build(), 201));
            trips.put("get", trips(scene, scene.as(token, path).build(), 200));
            trips.put("put, present", trips(scene, scene.as(token, path).PUT(BodyPublishers.ofString(content)).build(), 200));
            trips.put("patch", trips(scene,
                    scene.as(token, path).method("PATCH", BodyPublishers.ofString("{\"completed\":true}")).build(), 200));
            trips.put("delete, if", trips(scene, scene.as(token, path).header("If-Match", "*").DELETE().build(), 204));
            trips.put("delete, absent", trips(scene, scene.as(token, path).DELETE().build(), 404));

            System.out.println("round trips: " + trips);
            assertThat(trips.entrySet().stream().filter(each -> each.getValue() > 1).map(Map.Entry::getKey))
                    .containsOnly("put, new", "put, present", "patch", "delete, if");
            assertThat(trips.values()).allMatch(count -> count >= 1 && count <= 2);
        }
    }

    private static long trips(Scene scene, HttpRequest request, int status) throws IOException {
        var before = scene.simulator.counts();
        assertThat(scene.service.send(request).statusCode()).isEqualTo(status);
        return scene.simulator.counts().since(before).roundTrips();
    }
}
