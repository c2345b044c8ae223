package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;

/** Whatever a proxy that compresses makes of an entity tag on the way out, the service knows it when it comes back. */
@Tag("faults")
class ProxiedTagsFaultIT {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @EnumSource
    void areKnown(Proxy.Kind kind) throws Exception {
        try (var database = EmbeddedDatabase.temporary();
                var service = PackagedService.startQuickly(
                        Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", Keys.ecPem()));
                var proxy = new Proxy(kind, service)) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            var token = service.signUp();
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                    .until(() -> ask(proxy, token, "GET", "/api/status", "", "").statusCode() == 200);

            var path = "/api/tasks/" + UUID.randomUUID();
            var made = ask(proxy, token, "PUT", path, "{\"title\":\"one\",\"description\":\"%s\"}".formatted("a".repeat(3_000)),
                    "");
            assertThat(made.statusCode()).isEqualTo(201);
            var got = ask(proxy, token, "GET", path, "", "");
            System.out.printf("Tag through %s: %s, %s%n", kind, tag(got), got.headers().firstValue("Content-Encoding"));
            assertThat(got.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(ask(proxy, token, "GET", path, "", "If-None-Match: " + tag(got)).statusCode()).isEqualTo(304);
            var changed = ask(proxy, token, "PATCH", path, "{\"completed\":true}", "If-Match: " + tag(got));
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(ask(proxy, token, "PATCH", path, "{\"completed\":false}", "If-Match: " + tag(got)).statusCode())
                    .isEqualTo(412);
            assertThat(ask(proxy, token, "DELETE", path, "", "If-Match: " + tag(changed)).statusCode()).isEqualTo(204);
        }
    }

    private HttpResponse<byte[]> ask(Proxy proxy, String token, String method, String path, String json, String condition)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + proxy.port + path))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .header("Accept-Encoding", "gzip").timeout(Duration.ofSeconds(20))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!condition.isEmpty()) {
            request.header(condition.split(": ")[0], condition.split(": ")[1]);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String tag(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
