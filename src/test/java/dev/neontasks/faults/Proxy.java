package dev.neontasks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.neontasks.packaged.PackagedService;

/** One of Debian's proxies before one copy of the service, as an operator sets it up. */
final class Proxy implements AutoCloseable {

    /**
     * How nginx stays in the foreground, and keeps all its files in the folder it is started with; {@code http} is left open.
     */
    static final String NGINX_BEGIN = """
            daemon off;
            pid off.pid;
            events {}
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path answers;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
            """;

    enum Kind {

        HAPROXY("/usr/sbin/haproxy", "-db", "-f", """
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 1s
                  timeout server 10s
                  timeout http-request 1s
                  timeout http-keep-alive 500ms
                listen service
                  bind 127.0.0.1:%d
                  http-reuse always
                  retries 0
                  compression algo gzip
                  compression type application/json
                  server service 127.0.0.1:%d
                """),
        NGINX("/usr/sbin/nginx", "-e", "stderr", "-c", NGINX_BEGIN + """
                  client_header_timeout 1s;
                  client_body_timeout 1s;
                  keepalive_timeout 1s;
                  gzip on;
                  gzip_proxied any;
                  gzip_min_length 1;
                  gzip_types application/json;
                  server {
                    listen 127.0.0.1:%d;
                    location / {
                      proxy_pass http://service;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_set_header Host $host;
                    }
                  }
                  upstream service {
                    server 127.0.0.1:%d;
                    keepalive 8;
                  }
                }
                """),
        /** With what is shipped. */
        CADDY("/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", caddyfile());

        private final List<String> command;
        private final String configuration;

        Kind(String... parts) {
            command = List.of(parts).subList(0, parts.length - 1);
            configuration = parts[parts.length - 1];
        }

        private static String caddyfile() {
            try {
                return "{\n\tadmin off\n}\n" + Files.readString(Path.of("deploy/proxy/Caddyfile"))
                        .replace("tasks.example.com", "http://localhost:%d").replace("127.0.0.1:8080", "127.0.0.1:%d");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    final int port = PackagedService.freePort();
    private final Process process;

    Proxy(Kind kind, PackagedService service) {
        try {
            var folder = Files.createTempDirectory("proxy");
            var file = Files.writeString(folder.resolve("configuration"), kind.configuration.formatted(port, service.port));
            var command = new ArrayList<>(kind.command);
            command.add(file.toString());
            if (kind == Kind.NGINX) {
                command.addAll(List.of("-p", folder.toString()));
            }
            process = start(command, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end(process);
    }

    /** In {@code folder}, where {@code out} is what it says. */
    static Process start(List<String> command, Path folder) throws IOException {
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile()).start();
    }

    /** By a signal that it can take in good order, or else within five seconds. */
    static void end(Process process) {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        process.destroyForcibly();
    }
}
