package dev.neontasks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.neontasks.packaged.PackagedService;

/**
 * Debian's HAProxy before copies of the service, of which it uses those whose readiness says so. It repeats no request: what a
 * copy fails, its caller sees.
 */
final class HaProxy implements AutoCloseable {

    private static final Path BINARY = Path.of("/usr/sbin/haproxy");

    /** Tells, as comma-separated values, which copies it uses: those whose status is UP. */
    static final String STATISTICS = "/haproxy";

    final int port = PackagedService.freePort();
    private final Process process;

    HaProxy(int... copies) {
        try {
            var configuration = new StringBuilder("""
                    defaults
                      mode http
                      timeout connect 2s
                      timeout client 30s
                      timeout server 30s
                      timeout check 2s
                    listen service
                      bind 127.0.0.1:%d
                      retries 0
                      stats enable
                      stats uri %s
                      option httpchk GET /health/ready
                      default-server check inter 250ms fall 1 rise 1
                    """.formatted(port, STATISTICS));
            for (var copy : copies) {
                configuration.append("  server copy%1$d 127.0.0.1:%1$d%n".formatted(copy));
            }
            var file = Files.writeString(Files.createTempFile("haproxy", ".cfg"), configuration);
            process = new ProcessBuilder(BINARY.toString(), "-db", "-f", file.toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Proxy.end(process);
    }
}
