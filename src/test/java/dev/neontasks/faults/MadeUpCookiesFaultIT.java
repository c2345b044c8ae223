package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Person;
import dev.neontasks.account.MadeUp;

/** Strangers, who have nothing to show, must not keep a sleeping compute awake. */
@Tag("faults")
@Tag("timed")
class MadeUpCookiesFaultIT {

    private static final Map<String, String> SOON_ASLEEP = Map.of("DATABASE_IDLE_TIMEOUT", "1s", "DATABASE_SUSPEND_AFTER", "2s",
            "TRUSTED_PROXIES", "127.0.0.0/8");

    @Test
    void aThousandFromOneAddressWakeItOnce() throws Exception {
        try (var scene = asleep()) {
            var before = scene.simulator.counts();
            var answers = new ArrayList<Integer>();
            for (var i = 0; i < 1000; i++) {
                answers.add(refresh(scene, "10.0.0.1", MadeUp.refreshCookie()).statusCode());
            }
            var counts = scene.simulator.counts().since(before);
            System.out.printf("1,000 made-up cookies from one address: %d wakes, %d statements, %d times 401, %d times 429%n",
                    counts.wakes(), counts.statements(), answers.stream().filter(status -> status == 401).count(),
                    answers.stream().filter(status -> status == 429).count());
            assertThat(answers).containsOnly(401, 429);
            assertThat(counts.wakes()).isLessThanOrEqualTo(1);
            // 60 in a minute; a slow machine may need more than one.
            assertThat(counts.statements()).isLessThanOrEqualTo(180);
        }
    }

    /** So slowly that it sleeps again after each. */
    @Test
    void oneNowAndThenFromOneAddressWakesItOnceInAMinute() throws Exception {
        try (var scene = asleep()) {
            var before = scene.simulator.counts();
            var begun = System.nanoTime();
            var answers = new ArrayList<Integer>();
            for (var i = 0; i < 8; i++) {
                answers.add(refresh(scene, "10.0.0.1", MadeUp.refreshCookie()).statusCode());
                sleeps(scene);
            }
            var minutes = Duration.ofNanos(System.nanoTime() - begun).toMinutes();
            var wakes = scene.simulator.counts().since(before).wakes();
            System.out.printf("8 made-up cookies from one address, one after each nap, within %d minutes: %d wakes, %s%n",
                    minutes + 1, wakes, answers);
            assertThat(answers).containsOnly(401, 429);
            assertThat(wakes).isLessThanOrEqualTo(1 + minutes);
        }
    }

    /** An office behind one address: one of them, or their neighbour, is up to no good. */
    @Test
    void thoseOfAStrangerDoNotHurtTheSessionsBehindTheSameAddress() throws Exception {
        try (var scene = asleep()) {
            var cookie = signUp(scene, "10.0.0.1");
            for (var i = 0; i < 100; i++) {
                refresh(scene, "10.0.0.1", MadeUp.refreshCookie());
            }
            assertThat(refresh(scene, "10.0.0.1", MadeUp.refreshCookie()).statusCode()).isEqualTo(429);
            sleeps(scene);
            assertThat(refresh(scene, "10.0.0.1", cookie).statusCode()).isEqualTo(200);
        }
    }

    private static Scene asleep() {
        var scene = Scene.with(SOON_ASLEEP);
        scene.simulator.wakeAfter(Duration.ofMillis(300)).autoSuspend(Duration.ofSeconds(1));
        sleeps(scene);
        return scene;
    }

    /** The compute does, and the service knows. */
    private static void sleeps(Scene scene) {
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.simulator.isAsleep()
                && scene.simulator.sessions() == 0 && scene.service.get("/api/status").body().contains("\"ASLEEP\""));
    }

    private static String signUp(Scene scene, String address) throws IOException {
        var session = scene.service.send(scene.service.request("/api/auth/sign-up").header("X-Forwarded-For", address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"%s@example.com\",\"password\":\"%s\"}"
                        .formatted(UUID.randomUUID(), Person.PASSWORD)))
                .build());
        return session.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    private static HttpResponse<String> refresh(Scene scene, String address, String cookie) throws IOException {
        return scene.service.send(scene.service.request("/api/auth/refresh").header("X-Forwarded-For", address)
                .header("Cookie", cookie).POST(BodyPublishers.noBody()).build());
    }
}
