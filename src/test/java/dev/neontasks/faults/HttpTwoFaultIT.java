package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.account.token.Keys;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.wire.FramesOfHttpTwo;

/** Floods of frames end the connection that sends them, and leave nothing behind. */
@Tag("faults")
class HttpTwoFaultIT {

    /** RFC 9113, section 7: PROTOCOL_ERROR and ENHANCE_YOUR_CALM. */
    private static final int PROTOCOL_ERROR = 1;
    private static final int CALM = 11;

    /** For what is done with a few megabytes, on a busy machine. */
    private static final int SOON = 20;

    static PackagedService service;

    /** With the memory of the container that is shipped; none of this needs a database. */
    @BeforeAll
    static void start() {
        service = PackagedService.startQuickly(Map.of("DATABASE_URL", "postgresql://nobody:nothing@localhost:1/nowhere",
                "JWT_SIGNING_KEY", Keys.ecPem(), "JAVA_TOOL_OPTIONS", "-Xmx256m -XX:+ExitOnOutOfMemoryError"));
        await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/health/live") == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void answersARequest() throws IOException, InterruptedException {
        try (var connection = new FramesOfHttpTwo(service.port)) {
            connection.request(1, "GET", "/health/live", true);
            await().atMost(Duration.ofSeconds(SOON)).until(() -> connection.answered() == 1);
            assertThat(connection.farewells()).isEmpty();
        }
    }

    @Test
    void endsAFloodOfContinuations() throws IOException, InterruptedException {
        try (var connection = new FramesOfHttpTwo(service.port)) {
            connection.headers(1, FramesOfHttpTwo.END_STREAM, FramesOfHttpTwo.head("GET", "/health/live"));
            sent(() -> {
                for (var i = 0; i < 20_000; i++) {
                    connection.continuation(1, 0, new byte[0]);
                }
                connection.continuation(1, FramesOfHttpTwo.END_HEADERS, new byte[0]);
                connection.flush();
            });
            assertThat(connection.ends(SOON)).isTrue();
            assertThat(connection.farewells()).contains(CALM);
            assertThat(connection.answered()).isZero();
        }
        nothingIsLeft();
    }

    @Test
    void endsARapidReset() throws IOException, InterruptedException {
        try (var connection = new FramesOfHttpTwo(service.port)) {
            sent(() -> {
                for (var stream = 1; stream < 20_000; stream += 2) {
                    connection.headers(stream, FramesOfHttpTwo.END_HEADERS | FramesOfHttpTwo.END_STREAM,
                            FramesOfHttpTwo.head("GET", "/openapi"));
                    connection.reset(stream);
                }
                connection.flush();
            });
            assertThat(connection.ends(SOON)).isTrue();
            assertThat(connection.farewells()).contains(CALM);
        }
        nothingIsLeft();
    }

    @Test
    void endsAConnectionOfTenThousandStreams() throws IOException, InterruptedException {
        try (var connection = new FramesOfHttpTwo(service.port)) {
            sent(() -> {
                for (var stream = 1; stream < 20_000; stream += 2) {
                    connection.headers(stream, FramesOfHttpTwo.END_HEADERS,
                            FramesOfHttpTwo.head("POST", "/api/auth/sign-out"));
                }
                connection.flush();
            });
            assertThat(connection.ends(SOON)).isTrue();
            assertThat(connection.farewells()).containsAnyOf(PROTOCOL_ERROR, CALM);
        }
        nothingIsLeft();
    }

    /** What is not let go is given up with the connection; meanwhile everybody else is answered. */
    @Test
    void keepsNothingOfAnswersThatGetNoWindow() throws IOException {
        var connections = new ArrayList<FramesOfHttpTwo>();
        try {
            for (var i = 0; i < 10; i++) {
                var connection = new FramesOfHttpTwo(service.port);
                connections.add(connection);
                connection.settings(FramesOfHttpTwo.INITIAL_WINDOW_SIZE, 0);
                for (var stream = 1; stream < 200; stream += 2) {
                    connection.request(stream, "GET", "/openapi", true);
                }
            }
            await().atMost(Duration.ofSeconds(SOON)).until(() -> service.status("/health/live") == 200);
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
        nothingIsLeft();
    }

    @Test
    void endsAFloodOfPingsWhoseAnswersAreNotRead() throws IOException, InterruptedException {
        try (var connection = new FramesOfHttpTwo(service.port)) {
            sent(() -> {
                for (var i = 0; i < 200_000; i++) {
                    connection.ping();
                }
                connection.flush();
            });
            assertThat(service.status("/health/live")).isEqualTo(200);
        }
        nothingIsLeft();
    }

    /** As far as it goes: the other side may end the connection in the middle. */
    private static void sent(Sending frames) throws IOException {
        try {
            frames.send();
        } catch (SocketException e) {
            // It has.
        }
    }

    private static void nothingIsLeft() throws IOException {
        await().atMost(Duration.ofSeconds(SOON)).untilAsserted(() -> {
            assertThat(gauge("http_server_active_requests")).isZero();
            // That which asks /metrics is not among them.
            assertThat(gauge("http_server_active_connections")).isLessThanOrEqualTo(1);
        });
        assertThat(service.status("/health/live")).isEqualTo(200);
        assertThat(service.logged("ERROR")).isEmpty();
    }

    private static double gauge(String name) {
        try {
            return service.send(service.managementRequest("/metrics")).body().lines()
                    .filter(line -> line.startsWith(name) && line.contains("\"" + service.port + "\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Sending {

        void send() throws IOException;
    }
}
