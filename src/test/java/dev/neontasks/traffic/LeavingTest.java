package dev.neontasks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** However a client leaves in the middle of its request, that is one request. */
@QuarkusTest
class LeavingTest {

    private static final String HEAD = "POST /api/auth/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n";

    enum Way {

        END("2\r\n{}\r\n", false),
        RESET("2\r\n{}\r\n", true),
        BROKEN_CHUNK("x\r\n", false),
        BROKEN_CHUNK_AND_RESET("x\r\n", true);

        private final String body;
        private final boolean resets;

        Way(String body, boolean resets) {
            this.body = body;
            this.resets = resets;
        }
    }

    @TestHTTPResource
    java.net.URL url;

    @ParameterizedTest
    @EnumSource
    void isCountedOnce(Way way) throws IOException {
        var before = counted();
        try (var socket = new Socket("localhost", url.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
            socket.getOutputStream().write(way.body.getBytes(StandardCharsets.US_ASCII));
            socket.setSoLinger(way.resets, 0);
        }
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(20)).until(() -> counted() == before + 1);
    }

    private static long counted() {
        return Metrics.globalRegistry.find("http.server.requests").timers().stream().mapToLong(Timer::count).sum();
    }
}
