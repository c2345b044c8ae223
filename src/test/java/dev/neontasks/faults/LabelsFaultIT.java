package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.wire.FramesOfHttpTwo;

/** 30,000 requests of which a stranger chose every letter leave the metrics as large as they were, and the log. */
@Tag("faults")
class LabelsFaultIT {

    private static final int REQUESTS = 30_000;
    private static final int RESETS = 150;
    private static final int MOST_BYTES = 1 << 20;
    /** 7 methods and OTHER, 21 paths and 5 kinds, some statuses: what strangers get at; all of it would be some thousands. */
    private static final int MOST_OF_ONE = 250;
    private static final int MOST_OF_ALL = 1_500;
    private static final int MOST_LINES = 20;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";

    private final Random random = new Random(20261128);

    @Test
    void areNotChosenByStrangers() throws Exception {
        try (var scene = Scene.with(Map.of())) {
            var token = scene.person();
            var before = scene.service.out().lines().count();
            for (var sent = 0; sent < REQUESTS; sent += 10) {
                ask(scene.service.port, token);
            }
            reset(scene.service.port);
            await().atMost(Duration.ofSeconds(20)).until(() -> metrics(scene).lines()
                    .anyMatch(line -> line.startsWith("http_server_active_requests") && line.endsWith(" 0.0")));

            var metrics = metrics(scene);
            var sets = metrics.lines().filter(line -> !line.startsWith("#"))
                    .collect(Collectors.groupingBy(line -> line.replaceAll("[{ ].*", ""), Collectors.counting()));
            System.out.printf("Labels: %d requests, %d label sets, at most %s of one metric, scrape of %d bytes%n", REQUESTS,
                    sets.values().stream().mapToLong(Long::longValue).sum(),
                    sets.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow(), metrics.length());
            assertThat(metrics).hasSizeLessThan(MOST_BYTES).contains("method=\"OTHER\"", "uri=\"OTHER\"", "status=\"RESET\"");
            assertThat(sets).allSatisfy((name, count) -> assertThat(count).as(name).isLessThan(MOST_OF_ONE));
            assertThat(sets.values().stream().mapToLong(Long::longValue).sum()).isLessThan(MOST_OF_ALL);
            // Those of the service itself are counted still.
            assertThat(metrics)
                    .containsPattern("http_server_requests_seconds_count\\{method=\"POST\",.*uri=\"/api/tasks\"} 1.0");
            assertThat(scene.service.out().lines().count()).isLessThan(before + MOST_LINES);
        }
    }

    /** Ten at once, or as many as are answered before one ends the connection. */
    private void ask(int port, String token) throws IOException {
        var requests = new StringBuilder();
        for (var i = 0; i < 10; i++) {
            requests.append(request(token, i == 9));
        }
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            // Ended with some of the ten not read.
        }
    }

    private String request(String token, boolean last) {
        var method = switch (random.nextInt(3)) {
            case 0 -> letters(1 + random.nextInt(random.nextBoolean() ? 3_900 : 8));
            case 1 -> oneOf("CONNECT", "TRACE", "QUERY", "PROPFIND", "get");
            default -> oneOf("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
        };
        var target = switch (random.nextInt(5)) {
            case 0 -> letters(5) + ":80";
            case 1 -> "/" + letters(1 + random.nextInt(60));
            case 2 -> "/api/tasks/" + letters(8) + "?" + letters(4) + "=" + letters(9);
            case 3 -> "http://" + letters(6) + "/" + letters(5);
            default ->
                oneOf("/api/tasks", "/api/me", "/api/status", "/health/live", "/docs/" + letters(4), "/assets/" + letters(4),
                        "/api/" + letters(6), "/openapi", "/" + letters(3) + ";" + letters(3) + "/..");
        };
        var host = random.nextInt(5) == 0 ? letters(12) : "x";
        var headers = oneOf("", "Accept: text/html\r\n", "Origin: https://" + letters(6) + "\r\n",
                "Origin: null\r\nAccess-Control-Request-Method: " + letters(3) + "\r\nAccess-Control-Request-Headers: a\r\n",
                "Authorization: Bearer " + token + "\r\n", "X-Request-Id: " + letters(30) + "\r\n",
                letters(10) + ": " + letters(500) + "\r\n", "User-Agent: " + letters(2_000) + "\r\n",
                "traceparent: 00-" + "%032x-%016x".formatted(random.nextLong(), random.nextLong()) + "-01\r\n");
        return method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + (last ? "Connection: close\r\n" : "")
                + "Content-Length: 0\r\n\r\n";
    }

    /** Of a request that is taken back only its method and its path are known. */
    private void reset(int port) throws IOException {
        for (var i = 0; i < RESETS; i++) {
            try (var connection = new FramesOfHttpTwo(port)) {
                // No window: what is answered stays, and is taken back.
                connection.settings(FramesOfHttpTwo.INITIAL_WINDOW_SIZE, 0);
                connection.request(1, letters(6), "/" + letters(6), true);
                awaitAnswers(connection, 1);
                connection.reset(1);
                connection.request(3, "GET", "/health/live", true);
                // It comes after the reset.
                awaitAnswers(connection, 2);
                connection.request(5, oneOf("GET", letters(5)), "/api/tasks/" + letters(9), false);
            }
        }
    }

    private static void awaitAnswers(FramesOfHttpTwo connection, int count) {
        await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> connection.answered() == count);
    }

    private String letters(int count) {
        return random.ints(count, 0, LETTERS.length()).mapToObj(index -> LETTERS.substring(index, index + 1))
                .collect(Collectors.joining());
    }

    private String oneOf(String... choices) {
        return List.of(choices).get(random.nextInt(choices.length));
    }

    private static String metrics(Scene scene) throws IOException {
        return scene.service.send(scene.service.managementRequest("/metrics")).body();
    }
}
