package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.simulator.Certificates;

import javax.net.ssl.SSLContext;

/** A collector of traces gets what happened, and a request has one id wherever one looks. */
@Tag("packaged")
class TracesIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.temporary();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void goToTheCollector() throws IOException {
        try (var collector = new Collector(); var service = start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()))) {
            var token = service.signUp();
            var answer = list(service, token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Request-Id")).contains(TRACE);
            service.get("/health/ready");
            await().atMost(Duration.ofSeconds(30)).until(() -> collector.received().contains(bytes(TRACE)));

            assertThat(collector.received()).contains("neon-tasks", "GET /api/tasks", "POST /api/auth/sign-up")
                    .containsPattern("(?i)select .* from tasks")
                    .doesNotContain("health/ready").doesNotContain(password()).doesNotContain("correct horse")
                    .doesNotContain("@example.com").doesNotContain(token);
        }
    }

    @Test
    void leaveTheSameOutUnderAPath() throws IOException {
        try (var collector = new Collector();
                var service = PackagedService.startQuickly(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY",
                        Keys.ecPem(), "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "300ms", "OTEL_EXPORTER_OTLP_ENDPOINT",
                        collector.url(), "BASE_PATH", "/team/tasks"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/team/tasks/health/ready") == 200);
            service.get("/team/tasks/api/status");
            service.send(service.request("/team/tasks/api/tasks")
                    .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01").build());
            await().atMost(Duration.ofSeconds(30)).until(() -> collector.received().contains(bytes(TRACE)));
            assertThat(collector.received()).contains("GET /api/tasks").doesNotContain("health/ready")
                    .doesNotContain("api/status");
        }
    }

    @Test
    void goOverTls() throws IOException {
        var certificates = new Certificates();
        var authority = Files.writeString(Files.createTempFile("authority", ".pem"), certificates.authorityPem());
        try (var collector = new Collector(certificates.vouchedFor(Duration.ofDays(1), "localhost"));
                var service = start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                        "QUARKUS_OTEL_EXPORTER_OTLP_TRUST_CERT_CERTS", authority.toString()))) {
            list(service, service.signUp());
            await().atMost(Duration.ofSeconds(30)).until(() -> collector.received().contains(bytes(TRACE)));
        }
    }

    /** What waits for the collector is kept in memory. */
    @Test
    void holdLittleOfWhatStrangersWrite() throws IOException {
        try (var collector = new Collector(); var service = start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()))) {
            var traced = "00-" + TRACE + "-b7ad6b7169203331-01";
            service.send(service.request("/api/nothing").header("User-Agent", "u".repeat(15_000)).header("traceparent", traced)
                    .build());
            service.send(service.request("/api/status/" + "p".repeat(3_000)).header("traceparent", traced)
                    .method("BREW", BodyPublishers.noBody()).build());
            await().atMost(Duration.ofSeconds(30)).until(() -> collector.received().contains("ppp"));
            assertThat(collector.received()).contains("u".repeat(1024)).doesNotContain("u".repeat(1025))
                    .contains("p".repeat(1000)).doesNotContain("p".repeat(1025)).doesNotContain("BREW /");
        }
    }

    @Test
    void areNotMadeUnlessAskedFor() throws IOException {
        try (var service = start(Map.of())) {
            assertThat(list(service, service.signUp()).headers().firstValue("X-Request-Id").orElseThrow())
                    .doesNotContain(TRACE);
        }
    }

    @Test
    void disturbNobodyWhenTheCollectorIsAway() throws IOException {
        try (var service = start(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + PackagedService.freePort()))) {
            var token = service.signUp();
            await().pollInterval(Duration.ofMillis(500)).during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(15))
                    .until(() -> list(service, token).statusCode() == 200);
            assertThat(service.out()).doesNotContain("\\tat ");
            assertThat(service.err()).isEmpty();
        }
    }

    private static PackagedService start(Map<String, String> more) {
        var variables = new HashMap<>(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", Keys.ecPem()));
        // Spans are sent every 5 s otherwise.
        variables.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "300ms");
        variables.putAll(more);
        var service = PackagedService.startQuickly(variables);
        await().atMost(Duration.ofSeconds(60)).until(service::isReady);
        return service;
    }

    private static HttpResponse<String> list(PackagedService service, String token) throws IOException {
        return service.send(service.request("/api/tasks").header("Authorization", "Bearer " + token)
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01").build());
    }

    private static String password() {
        return database.url().replaceAll("postgresql://[^:]+:([^@]+)@.*", "$1");
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    /** Takes OTLP over HTTP; what it received is read as text, in which names stand as they are. */
    private static final class Collector implements AutoCloseable {

        private final String scheme;
        private final HttpServer server;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        Collector() {
            this(Optional.empty());
        }

        Collector(SSLContext tls) {
            this(Optional.of(tls));
        }

        private Collector(Optional<SSLContext> tls) {
            scheme = tls.isPresent() ? "https" : "http";
            try {
                server = tls.isPresent() ? HttpsServer.create() : HttpServer.create();
                tls.ifPresent(context -> ((HttpsServer) server).setHttpsConfigurator(new HttpsConfigurator(context)));
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/v1/traces", this::take);
            server.start();
        }

        String url() {
            return scheme + "://localhost:" + server.getAddress().getPort();
        }

        private synchronized void take(HttpExchange exchange) throws IOException {
            var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
            body.transferTo(received);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        }

        synchronized String received() {
            return received.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
