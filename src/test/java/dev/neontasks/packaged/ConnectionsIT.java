package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.account.token.Keys;

/** Whoever sends half of something and waits is closed, on both ports, and keeps nobody out meanwhile. */
@Tag("packaged")
class ConnectionsIT {

    /** More than the port of metrics has places for. */
    private static final int OF_METRICS = 100;
    private static final int MANY = 300;
    /** For what is bounded by ten seconds, and for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static PackagedService service;

    private final List<Socket> sockets = new ArrayList<>();

    /** None of this needs a database. */
    @BeforeAll
    static void start() {
        service = PackagedService.startQuickly(
                Map.of("DATABASE_URL", "postgresql://nobody:nothing@localhost:1/nowhere", "JWT_SIGNING_KEY", Keys.ecPem()));
        await().atMost(PATIENCE).until(() -> service.status("/health/live") == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(metric("neon_tasks_bodies_in_flight_bytes")).isZero();
            assertThat(metric("neon_tasks_bodies_unfinished")).isZero();
            assertThat(metric("neon_tasks_connections{port=\"service\"}")).isLessThanOrEqualTo(1);
        });
        assertThat(service.logged("ERROR")).isEmpty();
    }

    @Test
    void closesHalfSentHeads() throws IOException {
        for (var each = 0; each < MANY; each++) {
            send(service.port, "GET /health/live HTTP/1.1\r\nHo");
        }
        for (var each = 0; each < OF_METRICS; each++) {
            send(service.managementPort, "GET /metrics HTTP/1.1\r\nHo");
        }
        assertThat(service.status("/health/live")).isEqualTo(200);
        assertThat(metric("neon_tasks_connections{port=\"management\"}")).isBetween(1.0, 48.0);
        for (var socket : sockets) {
            assertThat(read(socket)).isEmpty();
        }
        assertThat(metric("neon_tasks_connections_closed_total{cause=\"slow_head\",port=\"service\"}")).isPositive();
        assertThat(metric("neon_tasks_connections_closed_total{cause=\"replaced\",port=\"management\"}")).isPositive();
    }

    @Test
    void answersAndClosesHalfSentBodies() throws IOException {
        for (var each = 0; each < MANY; each++) {
            send(service.port, "POST /api/auth/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 16000\r\n\r\n" + " ".repeat(15_000));
        }
        assertThat(service.status("/health/live")).isEqualTo(200);
        // Another body is taken all the same: there is no database, and so no account.
        assertThat(service.post("/api/auth/sign-in", "{}").statusCode()).isEqualTo(422);
        for (var socket : sockets) {
            assertThat(read(socket)).startsWith("HTTP/1.1 408 Request Timeout").contains("application/problem+json");
        }
    }

    @Test
    void doesNotLetBodiesGrow() throws IOException {
        for (var each = 0; each < MANY; each++) {
            send(service.port, "POST /api/tasks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000000\r\n\r\n");
        }
        for (var socket : sockets) {
            assertThat(read(socket)).startsWith("HTTP/1.1 413 ").contains("The body is larger than 64 KiB.");
        }
    }

    private void send(int port, String text) throws IOException {
        var socket = new Socket("localhost", port);
        sockets.add(socket);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** All that comes until the other side closes; nothing when it does so before it has read what was sent. */
    private static String read(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "";
        }
    }

    private static double metric(String name) throws IOException {
        return service.send(service.managementRequest("/metrics")).body().lines().filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }
}
