package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.Keys;

/** 100 clients for ten seconds, one write to two reads: no failures, one pool, and probes that stay quick. */
@Tag("timed")
class LoadIT {

    static final int CLIENTS = 100;
    static final Duration LOAD = Duration.ofSeconds(10);

    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final LongAccumulator mostConnections = new LongAccumulator(Math::max, 0);
    private final LongAccumulator slowestProbe = new LongAccumulator(Math::max, 0);
    private final String name = UUID.randomUUID().toString();
    private final AtomicLong samples = new AtomicLong();

    @Test
    void servesAHundredClientsFromOnePool() throws Exception {
        var database = TestDatabase.running();
        try (var service = PackagedService.start(Map.of("DATABASE_URL", database.createDatabase(name), "JWT_SIGNING_KEY",
                Keys.ecPem(), "SIGN_UP_LIMIT", "1000/1m"));
                var superuser = database.superuser("postgres")) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            var tokens = Stream.generate(service::signUp).limit(20).toList();
            var end = Instant.now().plus(LOAD);
            run(Stream.concat(
                    IntStream.range(0, CLIENTS).<Callable<Void>> mapToObj(
                            client -> () -> call(service, tokens.get(client % tokens.size()), client, end)),
                    Stream.of(() -> count(superuser, end), () -> probe(service, "/health/ready", end),
                            () -> probe(service, "/health/well", end)))
                    .toList());

            var answers = statuses.values().stream().mapToLong(LongAdder::sum).sum();
            var connected = Long.parseLong(service.logged("Database connected").get(0).replaceAll(".*in (\\d+) ms.*", "$1"));
            System.out.printf("%d answers in %d s by status %s; most connections %d of %d samples; first connection %d ms; "
                    + "slowest probe %d ms%n", answers, LOAD.toSeconds(), statuses, mostConnections.get(), samples.get(),
                    connected, slowestProbe.get());
            assertThat(statuses.keySet()).isSubsetOf(200, 201);
            assertThat(answers).isGreaterThan(1_000);
            assertThat(samples.get()).isGreaterThan(30);
            assertThat(mostConnections.get()).isBetween(1L, 20L);
            assertThat(connected).isLessThan(2000);
            assertThat(slowestProbe.get()).isLessThan(2000);
        }
    }

    private Void call(PackagedService service, String token, int client, Instant end) throws IOException {
        for (var turn = client; Instant.now().isBefore(end); turn++) {
            var path = turn % 3 == 0 ? "/api/tasks" : "/api/tasks?limit=20";
            var request = service.request(path).header("Authorization", "Bearer " + token);
            if (turn % 3 == 0) {
                request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"title\":\"Turn " + turn + "\"}"));
            }
            statuses.computeIfAbsent(service.send(request.build()).statusCode(), status -> new LongAdder()).increment();
        }
        return null;
    }

    private Void count(Connection superuser, Instant end) throws SQLException, InterruptedException {
        while (Instant.now().isBefore(end)) {
            mostConnections.accumulate(Long.parseLong(
                    Sql.ask(superuser, "select count(*) from pg_stat_activity where datname = '" + name + "'")));
            samples.incrementAndGet();
            pause(100);
        }
        return null;
    }

    private Void probe(PackagedService service, String path, Instant end) throws IOException, InterruptedException {
        while (Instant.now().isBefore(end)) {
            var asked = Instant.now();
            var answer = service.get(path);
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
            slowestProbe.accumulate(Duration.between(asked, Instant.now()).toMillis());
            pause(250);
        }
        return null;
    }

    private static void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private static void run(List<Callable<Void>> work) throws Exception {
        var threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> each : threads.invokeAll(work)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
