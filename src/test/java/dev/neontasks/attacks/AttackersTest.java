package dev.neontasks.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** What is measured about them is what a server sees of them. */
class AttackersTest {

    @Test
    void comeAgainAfterAnAnswer() throws IOException {
        try (var server = new ServerSocket(0)) {
            var attackers = attackers(server, Turn.asking(Wire.get("/")));
            for (var i = 0; i < 3; i++) {
                try (var client = server.accept()) {
                    assertThat(client.getInetAddress()).isEqualTo(InetAddress.getByName(Attackers.ADDRESS));
                    assertThat(client.getInputStream().readNBytes(Wire.get("/").length)).isEqualTo(Wire.get("/"));
                    client.getOutputStream().write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> attackers.tally().ended() == 3);
            attackers.close();
            assertThat(attackers.tally().answers()).containsEntry("404", 3);
        }
    }

    @Test
    void holdWhatIsNotAnswered() throws IOException {
        try (var server = new ServerSocket(0)) {
            var attackers = attackers(server, Turn.dripping(Wire.halfHead("/")));
            try (var client = server.accept()) {
                var half = new String(client.getInputStream().readNBytes(Wire.halfHead("/").length + 2),
                        StandardCharsets.UTF_8);
                assertThat(half).endsWith("X-More: aa").doesNotContain("\r\n\r\n");
                attackers.close();
            }
            assertThat(attackers.tally().begun()).isEqualTo(1);
            assertThat(attackers.tally().ended()).isZero();
            assertThat(attackers.tally().answers()).isEqualTo(Map.of("none", 1));
        }
    }

    private static Attackers attackers(ServerSocket server, Turn turn) {
        return new Attackers(server.getLocalPort(), new Attack("", 1, 100, (connection, begun) -> turn));
    }
}
