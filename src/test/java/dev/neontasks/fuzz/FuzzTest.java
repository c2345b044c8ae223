package dev.neontasks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.neontasks.BehindAProxy;
import dev.neontasks.Person;
import dev.neontasks.TestDatabase;
import dev.neontasks.fuzz.Description.Operation;

/**
 * Requests made up from the OpenAPI document: whatever comes in, what goes out is described, and says nothing it should not.
 */
@QuarkusTest
@TestProfile(BehindAProxy.class)
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 7_000);
    private static final int THREADS = 8;
    private static final long SEED = Long.getLong("fuzz.seed", 20261124L);

    /** SQL, classes, stack traces, places and passwords. */
    private static final Pattern SECRET = Pattern
            .compile("(?i)\\b(select|insert|update|delete)\\b.{1,200}\\b(from|into|set|where)\\b"
                    + "|SQLSTATE|org\\.hibernate|org\\.postgresql|java\\.lang|jakarta\\.|dev\\.neontasks|Exception|\\bat [a-z]+\\.[a-z]+\\."
                    + "|neondb|relation \"|constraint|" + Pattern.quote(Person.PASSWORD));

    private static final Pattern PORT = Pattern.compile("\\b" + TestDatabase.running().port() + "\\b");

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> operations = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private Description description;
    private Person ann;
    private String task;

    @Test
    void findsNothing() throws Exception {
        description = description();
        ann = Person.signedUp();
        task = ann.has("Ann's").getString("id");
        var begun = System.nanoTime();
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var work = IntStream.range(0, THREADS).<Callable<Void>> mapToObj(thread -> () -> run(thread)).toList();
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf("Fuzz: seed %d, %d requests over %d operations in %d s, statuses %s, faults %d%n", SEED,
                operations.values().stream().mapToLong(LongAdder::sum).sum(), operations.size(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(), new TreeMap<>(statuses), faults.size());
        assertThat(faults.stream().limit(20)).as("with seed " + SEED).isEmpty();
        assertThat(statuses.keySet()).contains(200, 201, 204, 400, 401, 404, 406, 412, 415, 422, 429);
        assertThat(operations).hasSize(description.operations().size());
        assertThat(ann.asks().get("/api/me").statusCode()).isEqualTo(200);
    }

    /** Sorted, so that a seed means the same requests each time. */
    private Description description() throws IOException, InterruptedException {
        var json = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
        var served = http.send(HttpRequest.newBuilder(uri("/openapi")).header("Accept", "application/json").build(),
                BodyHandlers.ofString()).body();
        return new Description(json.valueToTree(json.readValue(served, Map.class)));
    }

    private Void run(int thread) throws IOException, InterruptedException {
        var chance = new Chance(new Random(SEED + thread));
        var known = description.operations();
        for (var i = 0; i < REQUESTS / THREADS; i++) {
            var operation = known.get(i % known.size());
            var request = request(operation, chance);
            judge(operation, request, http.send(request, BodyHandlers.ofString()));
        }
        return null;
    }

    private void judge(Operation operation, HttpRequest request, HttpResponse<String> answer) {
        operations.computeIfAbsent(operation.name(), name -> new LongAdder()).increment();
        statuses.computeIfAbsent(answer.statusCode(), status -> new LongAdder()).increment();
        var what = operation.name() + " " + request.uri().getRawQuery() + " " + request.headers().map().keySet() + ": ";
        if (answer.statusCode() >= 500) {
            faults.add(what + answer.statusCode() + " " + answer.body());
        }
        // Above some operations there is another one, with other methods.
        var isAbove = request.uri().getRawPath().contains("%2e%2e") && answer.statusCode() == 405;
        description.fault(operation, answer.statusCode(), answer.headers(), answer.body()).filter(fault -> !isAbove)
                .ifPresent(fault -> faults.add(what + fault));
        // What was sent may come back where that is the point: in a task.
        var shown = answer.headers().map() + (answer.statusCode() >= 400 ? answer.body() : "");
        if (SECRET.matcher(shown).find() || PORT.matcher(shown).find()) {
            faults.add(what + "tells too much: " + shown);
        }
    }

    private HttpRequest request(Operation operation, Chance chance) {
        // Without an id it would be another operation's path.
        var id = chance.id(() -> task);
        var path = operation.path().replace("{id}", id.isEmpty() ? task : id);
        var query = query(operation, chance);
        var request = HttpRequest.newBuilder(uri(path + (query.isEmpty() ? "" : "?" + String.join("&", query))))
                .timeout(Duration.ofSeconds(30));
        var type = chance.in(12)
                ? chance.oneOf("text/plain", "application/xml", "application/json; charset=utf-16", "application/",
                        "a", "multipart/form-data")
                : chance.oneOf("application/json", "application/json", "application/merge-patch+json");
        operation.body().ifPresent(schema -> request.header("Content-Type", type));
        request.method(operation.method(), operation.body().filter(schema -> !chance.in(50))
                .map(schema -> BodyPublishers.ofString(harmless(operation, chance.body(schema, description))))
                .orElse(BodyPublishers.noBody()));
        if (!chance.in(5)) {
            request.header("Authorization", chance
                    .in(8) ? chance.oneOf("Bearer", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Bearer "
                            + ann.token().substring(1)) : "Bearer " + ann.token());
        }
        header(request, chance, "Accept", "*/*", "application/json", "text/html", "image/png", "application/*;q=0.1", "x", ";",
                "");
        header(request, chance, "If-Match", "*", "\"x\"", "W/\"x\"", "x", "\"", ",,", "");
        header(request, chance, "If-None-Match", "*", "\"x\"", "W/\"x\"", "x", "\"", "");
        header(request, chance, "Cookie", "__Secure-refresh_token=x",
                "__Secure-refresh_token=" + "A".repeat(64), "refresh_token=" + "A".repeat(64), "refresh_token", ";;=", "=");
        header(request, chance, "X-Forwarded-For", "203.0.113." + chance.oneOf(1, 2, 3), "x", ",", "::1", "[::1]:80");
        header(request, chance, "Origin", "null", "https://app.example.com", "https://evil.example", "x y", "");
        header(request, chance, "Sec-Fetch-Site", "cross-site", "same-origin", "x");
        return request.build();
    }

    /** Ann's account and her password are needed to the end. */
    private static String harmless(Operation operation, String body) {
        return List.of("/api/me/deletion", "/api/me/password").contains(operation.path()) ? body.replace(Person.PASSWORD, "x")
                : body;
    }

    private static List<String> query(Operation operation, Chance chance) {
        var query = new ArrayList<String>();
        for (var name : operation.queryParameters()) {
            if (chance.in(3)) {
                query.add(name + (chance.in(20) ? "" : "=" + chance.parameter()));
            }
        }
        if (chance.in(20)) {
            // The refusal of an unknown parameter names it.
            query.add(chance.parameter().replace("correct+horse", "x") + "=" + chance.parameter());
        }
        return query;
    }

    private static void header(HttpRequest.Builder request, Chance chance, String name, String... values) {
        if (chance.in(6)) {
            request.header(name, chance.oneOf(values));
        }
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }
}
