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
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Person;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.faults.PrefixProxy.Kind;
import dev.neontasks.faults.PrefixProxy.Way;
import dev.neontasks.packaged.PackagedService;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Behind Debian's proxies, which end TLS and have other things under other paths, all is as if there were none. */
@Tag("faults")
class PrefixFaultIT {

    private static final Pattern REFERENCE = Pattern.compile("\\b(?:src|href|content)=\"(/[^\"]*)\"");

    private static EmbeddedDatabase database;
    private static PackagedService based;
    private static PackagedService unbased;
    private static HttpClient http;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        database = EmbeddedDatabase.temporary();
        var variables = new HashMap<>(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", Keys.ecPem(),
                "TRUSTED_PROXIES", "127.0.0.0/8"));
        unbased = PackagedService.startQuickly(variables);
        variables.put("BASE_PATH", PrefixProxy.PREFIX);
        based = PackagedService.startQuickly(variables);
        await().atMost(Duration.ofSeconds(60)).until(unbased::isReady);
        await().atMost(Duration.ofSeconds(60)).until(() -> based.status(PrefixProxy.PREFIX + "/health/ready") == 200);
        http = HttpClient.newBuilder().sslContext(trusting()).version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        based.close();
        unbased.close();
        database.close();
    }

    static Stream<Arguments> proxies() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(Way.values()).map(way -> Arguments.of(kind, way)));
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void changesNothing(Kind kind, Way way) throws Exception {
        try (var proxy = new PrefixProxy(kind, way, way == Way.KEPT ? based : unbased, database.folder())) {
            var origin = "https://localhost:" + proxy.port;
            var root = origin + PrefixProxy.PREFIX;
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                    .untilAsserted(() -> assertThat(get(root + "/api/status").statusCode()).as(proxy.out()).isEqualTo(200));

            var page = http.send(request(root + "/").header("Accept", "text/html").build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            var named = REFERENCE.matcher(page.body()).results().map(reference -> reference.group(1)).toList();
            assertThat(named).anyMatch(path -> path.endsWith(".js"))
                    .allMatch(path -> path.startsWith(PrefixProxy.PREFIX + "/"));
            for (var path : named) {
                var file = http.send(request(origin + path).header("Accept", "text/html").build(), BodyHandlers.discarding());
                assertThat(file.statusCode()).as(path).isIn(200, 302);
                file.headers().firstValue("Location").ifPresent(to -> assertThat(to).startsWith(PrefixProxy.PREFIX));
            }
            assertThat(page.headers().firstValue("Strict-Transport-Security")).as("came by TLS").isPresent();

            // As an older browser tells of its page, without Fetch Metadata.
            var signedUp = http.send(request(root + "/api/auth/sign-up").header("Origin", origin)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"email\":\"%s@example.com\",\"password\":\"%s\"}"
                            .formatted(UUID.randomUUID(), Person.PASSWORD)))
                    .build(), BodyHandlers.ofString());
            assertThat(signedUp.statusCode()).as(signedUp.body()).isEqualTo(201);
            var cookie = signedUp.headers().allValues("Set-Cookie").stream().filter(text -> text.contains("refresh_token"))
                    .findFirst().orElseThrow();
            assertThat(cookie).containsIgnoringCase("path=" + PrefixProxy.PREFIX + "/api/auth;");
            assertThat(refresh(root, origin, cookie)).isEqualTo(200);
            assertThat(refresh(root, "https://evil.example", cookie)).isEqualTo(401);

            var token = JsonPath.from(signedUp.body()).getString("accessToken");
            var made = http.send(request(root + "/api/tasks").header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"title\":\"one\"}")).build(),
                    BodyHandlers.ofString());
            var location = made.headers().firstValue("Location").orElseThrow();
            assertThat(location).startsWith(PrefixProxy.PREFIX + "/api/tasks/");
            assertThat(http.send(request(origin + location).header("Authorization", "Bearer " + token).build(),
                    BodyHandlers.discarding()).statusCode()).isEqualTo(200);
            assertThat(JsonPath.from(get(root + "/api/nothing").body()).getString("instance"))
                    .startsWith(PrefixProxy.PREFIX + "/api/nothing#");
        }
    }

    private static int refresh(String root, String origin, String cookie) throws IOException, InterruptedException {
        return http.send(request(root + "/api/auth/refresh").header("Origin", origin).header("Cookie", cookie.split(";")[0])
                .POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding()).statusCode();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(request(url).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    }

    private static SSLContext trusting() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var certificate = Files.newInputStream(database.caCertificate())) {
            store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
