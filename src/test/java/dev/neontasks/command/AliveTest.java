package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.environment.Environment;

@Tag("parts")
class AliveTest {

    @ParameterizedTest
    @CsvSource({ "127.0.0.2, 127.0.0.2", "127.0.0.1, 0.0.0.0", "127.0.0.1, ::", "127.0.0.1, localhost" })
    void asksWhereTheServiceListens(String listens, String host) throws IOException {
        assertThat(ask(listens, host, "HTTP/1.0 200 OK")).isZero();
    }

    @Test
    void believesNoOtherStatus() throws IOException {
        assertThat(ask("127.0.0.1", "0.0.0.0", "HTTP/1.0 503 Service Unavailable")).isOne();
    }

    private static int ask(String listens, String host, String answer) throws IOException {
        try (var service = new ServerSocket(0, 1, InetAddress.getByName(listens))) {
            CompletableFuture.runAsync(() -> {
                try (var caller = service.accept()) {
                    caller.getOutputStream().write((answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // Nobody asked, as the exit code tells.
                }
            });
            var variables = Map.of("HOST", host, "PORT", Integer.toString(service.getLocalPort()));
            return new Alive().run(Environment.of(name -> Optional.ofNullable(variables.get(name))));
        }
    }
}
