package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;

/** Two copies change their key one after the other, as docs/security.md says it is done, while people work. */
@Tag("faults")
class KeyRotationFaultIT {

    private static final int CLIENTS = 6;

    private final List<PackagedService> copies = new CopyOnWriteArrayList<>();
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean end = new AtomicBoolean();

    @Test
    void isNoticedByNobody() throws Exception {
        var old = Keys.ecPem();
        var next = Keys.ecPem();
        try (var database = EmbeddedDatabase.temporary()) {
            var clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                copies.addAll(List.of(start(database, old, ""), start(database, old, "")));
                var sessions = IntStream.range(0, CLIENTS).mapToObj(client -> clients.submit(() -> work(client))).toList();
                await().atMost(Duration.ofSeconds(30)).until(() -> answers() > 100);
                replaceAll(database, old, next);
                replaceAll(database, next, old);
                var before = answers();
                await().atMost(Duration.ofSeconds(30)).until(() -> answers() > before + 100);
                end.set(true);
                for (var session : sessions) {
                    session.get();
                }
                System.out.printf("Rotation under load: %d answers by status %s, tokens of %d keys%n", answers(), statuses,
                        keys.size());
                assertThat(statuses).containsOnlyKeys(200);
                assertThat(keys).hasSize(2);
                othersKnowNothing(database, old);
            } finally {
                end.set(true);
                clients.shutdownNow();
                copies.forEach(PackagedService::close);
            }
        }
    }

    /** Why the steps are needed: a copy that was not told of the other key knows nothing of its tokens. */
    private void othersKnowNothing(EmbeddedDatabase database, String old) throws IOException {
        try (var alone = start(database, old, "")) {
            var token = JsonPath.from(copies.get(0).post("/api/auth/sign-in", body(0)).body()).getString("accessToken");
            assertThat(me(copies.get(0), token)).isEqualTo(200);
            assertThat(me(alone, token)).isEqualTo(401);
        }
    }

    private void replaceAll(EmbeddedDatabase database, String signing, String accepted) {
        for (var copy : List.copyOf(copies)) {
            copies.remove(copy);
            copy.close();
            copies.add(start(database, signing, accepted));
        }
    }

    private static PackagedService start(EmbeddedDatabase database, String signing, String accepted) {
        var service = PackagedService
                .startQuickly(new HashMap<>(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", signing,
                        "JWT_PREVIOUS_KEYS", accepted)));
        await().atMost(Duration.ofSeconds(60)).until(service::isReady);
        return service;
    }

    /** Signs up, then asks who it is, and refreshes now and then, of one copy after the other. */
    private Void work(int client) throws InterruptedException {
        var session = call(client, service -> service.post("/api/auth/sign-up", body(client)));
        for (var turn = client; !end.get(); turn++) {
            var token = JsonPath.from(session.body()).getString("accessToken");
            keys.add(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0])));
            count(call(turn, service -> service.send(
                    service.request("/api/me").header("Authorization", "Bearer " + token).build())).statusCode());
            TimeUnit.MILLISECONDS.sleep(5);
            if (turn % 20 == 0) {
                var cookie = session.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
                session = call(turn, service -> service.send(service.request("/api/auth/refresh").header("Cookie", cookie)
                        .POST(BodyPublishers.noBody()).build()));
                count(session.statusCode());
            }
        }
        return null;
    }

    /** Asks the next copy when one is just ending, as a load balancer does. */
    private HttpResponse<String> call(int turn, Request request) {
        for (var attempt = turn;; attempt++) {
            var present = List.copyOf(copies);
            try {
                return request.to(present.get(attempt % present.size()));
            } catch (IOException e) {
                assertThat(attempt).isLessThan(turn + 100);
            }
        }
    }

    private interface Request {

        HttpResponse<String> to(PackagedService service) throws IOException;
    }

    private void count(int status) {
        statuses.computeIfAbsent(status, any -> new LongAdder()).increment();
    }

    private long answers() {
        return statuses.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static int me(PackagedService service, String token) throws IOException {
        return service.send(service.request("/api/me").header("Authorization", "Bearer " + token).build()).statusCode();
    }

    private static String body(int client) {
        return "{\"email\":\"p%d@example.com\",\"password\":\"correct horse battery staple\"}".formatted(client);
    }
}
