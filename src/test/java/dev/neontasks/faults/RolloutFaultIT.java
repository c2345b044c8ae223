package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.simulator.NeonSimulator;

/** New versions come while people work. */
@Tag("faults")
class RolloutFaultIT {

    static final Duration START = Duration.ofSeconds(60);
    static final int CLIENTS = 8;
    static final String KEY = Keys.ecPem();

    private final EmbeddedDatabase database = EmbeddedDatabase.temporary();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<PackagedService> copies = new ArrayList<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        copies.forEach(PackagedService::close);
        database.close();
    }

    @Test
    void aRollingRestartFailsNoRequest() throws Exception {
        var first = copy(PackagedService.freePort());
        var second = copy(PackagedService.freePort());
        copies.addAll(List.of(first, second));
        var rolling = new AtomicBoolean(true);
        var threads = Executors.newFixedThreadPool(CLIENTS);
        try (var proxy = new HaProxy(first.port, second.port)) {
            await().atMost(START).until(() -> first.isReady() && second.isReady());
            await().atMost(START).until(() -> used(proxy) == 2);
            var token = signUp(proxy.port);
            for (var client = 0; client < CLIENTS; client++) {
                threads.execute(() -> work(proxy.port, token, rolling));
            }
            await().until(() -> answered.get() > 50);
            copies.add(replaced(first, proxy));
            copies.add(replaced(second, proxy));
            var before = answered.get();
            await().atMost(START).until(() -> answered.get() > before + 50);
            rolling.set(false);
            threads.shutdown();
            await().atMost(START).until(threads::isTerminated);
            System.out.printf("rolling restart of two copies: %d requests answered, %d failed%n", answered.get(),
                    failed.size());
            assertThat(failed).isEmpty();
            assertThat(answered.get()).isGreaterThan(200);
        } finally {
            rolling.set(false);
            threads.shutdownNow();
        }
    }

    @Test
    void aSlowRequestIsFinished() throws Exception {
        try (var simulator = NeonSimulator.before(database);
                var service = PackagedService.start(
                        Map.of("DATABASE_URL", simulator.url(), "JWT_SIGNING_KEY", KEY, "SHUTDOWN_DELAY", "0s"))) {
            await().atMost(START).until(service::isReady);
            var token = signUp(service.port);
            simulator.latency(Duration.ofSeconds(3));
            var slow = http.sendAsync(post(service.port, token), BodyHandlers.ofString());
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> JsonPath.from(service.get("/api/status").body()).getInt("database.pool.active") == 1);
            service.terminate();
            assertThat(slow.get().statusCode()).as(slow.get().body()).isEqualTo(201);
            assertThat(service.exitCode()).isEqualTo(PackagedService.TERMINATED);
        }
    }

    /** As Kubernetes and a deploy script do it: the old one ends while the other serves, and the new one is waited for. */
    private PackagedService replaced(PackagedService old, HaProxy proxy) {
        old.terminate();
        assertThat(old.exitCode()).isEqualTo(PackagedService.TERMINATED);
        var successor = copy(old.port);
        await().atMost(START).until(() -> used(proxy) == 2);
        return successor;
    }

    private PackagedService copy(int port) {
        return PackagedService.start(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", KEY, "PORT",
                Integer.toString(port), "SHUTDOWN_DELAY", "2s"));
    }

    private void work(int port, String token, AtomicBoolean rolling) {
        for (var turn = 0; rolling.get(); turn++) {
            try {
                var answer = http.send(turn % 3 == 0 ? post(port, token) : get(port, token), BodyHandlers.ofString());
                if (answer.statusCode() > 201) {
                    failed.add(answer.statusCode() + " " + answer.body());
                }
                answered.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (IOException e) {
                failed.add(e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private String signUp(int port) throws IOException, InterruptedException {
        var session = http.send(request(port, "/api/auth/sign-up")
                .POST(BodyPublishers.ofString("{\"email\":\"a@example.com\",\"password\":\"long enough for it\"}")).build(),
                BodyHandlers.ofString());
        return JsonPath.from(session.body()).getString("accessToken");
    }

    private long used(HaProxy proxy) throws IOException, InterruptedException {
        return http.send(request(proxy.port, HaProxy.STATISTICS + ";csv").build(), BodyHandlers.ofLines()).body()
                .filter(line -> line.matches("service,copy\\d+,.*,UP,.*")).count();
    }

    private static HttpRequest get(int port, String token) {
        return request(port, "/api/tasks").header("Authorization", "Bearer " + token).build();
    }

    private static HttpRequest post(int port, String token) {
        return request(port, "/api/tasks").header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"title\":\"Roll\"}")).build();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json");
    }
}
