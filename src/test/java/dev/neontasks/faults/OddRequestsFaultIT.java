package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.neontasks.account.token.Keys;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.wire.RawHttp;
import dev.neontasks.wire.Shape;

/**
 * Behind Debian's HAProxy and nginx, which keep connections for everybody's requests: whatever one client sends, the service
 * sees no request that its proxy has not sent as one, and the next client gets its own answer.
 */
@Tag("faults")
class OddRequestsFaultIT {

    private static final Pattern REQUESTS = Pattern
            .compile("(?m)^http_server_requests_seconds_count\\{(?!.*uri=\"/metrics\").*} ([\\d.E]+)$");

    @ParameterizedTest
    @EnumSource(names = { "HAPROXY", "NGINX" })
    void areNoRequestsOfOthers(Proxy.Kind kind) throws IOException {
        try (var service = PackagedService.startQuickly(
                Map.of("DATABASE_URL", "postgresql://nobody:nothing@localhost:1/nowhere", "JWT_SIGNING_KEY", Keys.ecPem()));
                var proxy = new Proxy(kind, service)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/health/live") == 200);
            await().atMost(Duration.ofSeconds(20)).until(() -> victim(proxy.port, "first").contains("first"));
            var taken = 0;
            for (var shape : Shape.all()) {
                var before = handled(service);
                var answers = RawHttp.ask(proxy.port, shape.bytes());
                assertThat(answers.ended()).as(shape.name()).isTrue();
                assertThat(answers.statuses()).as(shape.name()).doesNotContain(101);
                var id = "victim-of-" + shape.name().replaceAll("[^a-z]", "-");
                assertThat(victim(proxy.port, id)).as(shape.name()).containsIgnoringCase("x-request-id: " + id)
                        .contains(" 200 ");
                // The victim's own is one.
                var handled = handled(service) - before - 1;
                // An answer of HTTP/0.9 has no status.
                assertThat(handled).as(shape.name() + ": " + answers.text())
                        .isLessThanOrEqualTo(answers.text().isEmpty() ? 0 : Math.max(1, answers.statuses().size()));
                taken += handled > 0 ? 1 : 0;
            }
            System.out.printf("Odd requests through %s: %d shapes, of which it passed on %d%n", kind, Shape.all().size(),
                    taken);
            assertThat(service.logged("ERROR")).isEmpty();
        }
    }

    private static String victim(int port, String id) throws IOException {
        return RawHttp
                .ask(port, "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: " + id + "\r\n\r\n")
                .text();
    }

    /** All that there were: one whose answer is here may be counted a moment later. */
    private static int handled(PackagedService service) {
        var metrics = await().atMost(Duration.ofSeconds(20)).until(
                () -> service.send(service.managementRequest("/metrics")).body(),
                text -> text
                        .contains("http_server_active_requests{server_port=\"" + service.port + "\",url_scheme=\"http\"} 0.0"));
        return REQUESTS.matcher(metrics).results().mapToInt(count -> (int) Double.parseDouble(count.group(1))).sum();
    }

}
