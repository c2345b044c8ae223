package dev.neontasks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.neontasks.packaged.PackagedService;

/** One of Debian's proxies, which speaks TLS and has one copy of the service under a path. It asks it for another host. */
final class PrefixProxy implements AutoCloseable {

    static final String PREFIX = "/team/tasks";

    /** What becomes of the path, and how the service is told of what was asked for. */
    enum Way {
        /** The path stays, for BASE_PATH; X-Forwarded-*. */
        KEPT,
        /** It is taken off; X-Forwarded-*. */
        TAKEN_OFF,
        /** It is taken off; Forwarded, and X-Forwarded-Prefix, for which RFC 7239 has no word. */
        RFC_7239
    }

    enum Kind {

        NGINX(List.of("/usr/sbin/nginx", "-e", "stderr", "-p", ".", "-c"), Proxy.NGINX_BEGIN + """
                  server {
                    listen 127.0.0.1:@port ssl;
                    ssl_certificate @certificate;
                    ssl_certificate_key @key;
                    location /team/tasks/ {
                      @way
                      proxy_http_version 1.1;
                    }
                  }
                }
                """, Map.of(
                Way.KEPT, """
                        proxy_pass http://127.0.0.1:@service;
                        proxy_set_header X-Forwarded-For $remote_addr;
                        proxy_set_header X-Forwarded-Proto $scheme;
                        proxy_set_header X-Forwarded-Host $http_host;
                        proxy_set_header X-Forwarded-Prefix "";
                        """,
                Way.TAKEN_OFF, """
                        proxy_pass http://127.0.0.1:@service/;
                        proxy_set_header X-Forwarded-For $remote_addr;
                        proxy_set_header X-Forwarded-Proto $scheme;
                        proxy_set_header X-Forwarded-Host $http_host;
                        proxy_set_header X-Forwarded-Prefix /team/tasks;
                        """,
                Way.RFC_7239, """
                        proxy_pass http://127.0.0.1:@service/;
                        proxy_set_header Forwarded 'for=$remote_addr;proto=$scheme;host="$http_host"';
                        proxy_set_header X-Forwarded-For "";
                        proxy_set_header X-Forwarded-Proto "";
                        proxy_set_header X-Forwarded-Host "";
                        proxy_set_header X-Forwarded-Prefix /team/tasks;
                        """)),
        HAPROXY(List.of("/usr/sbin/haproxy", "-db", "-f"), """
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 10s
                  timeout server 10s
                listen service
                  bind 127.0.0.1:@port ssl crt @both
                @way
                  http-request set-header Host inside.example
                  server service 127.0.0.1:@service
                """, Map.of(
                Way.KEPT, """
                        http-request set-header X-Forwarded-For %[src]
                        http-request set-header X-Forwarded-Proto https
                        http-request set-header X-Forwarded-Host %[req.hdr(host)]
                        http-request del-header X-Forwarded-Prefix
                        """,
                Way.TAKEN_OFF, """
                        http-request set-header X-Forwarded-For %[src]
                        http-request set-header X-Forwarded-Proto https
                        http-request set-header X-Forwarded-Host %[req.hdr(host)]
                        http-request set-header X-Forwarded-Prefix /team/tasks
                        http-request replace-path /team/tasks(/.*) \\1
                        """,
                Way.RFC_7239, """
                        http-request del-header X-Forwarded- -m beg
                        http-request set-header Forwarded 'for=%[src];proto=https;host="%[req.hdr(host)]"'
                        http-request set-header X-Forwarded-Prefix /team/tasks
                        http-request replace-path /team/tasks(/.*) \\1
                        """)),
        CADDY(List.of("/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config"), """
                {
                  admin off
                  auto_https off
                }
                https://localhost:@port {
                  tls @certificate @key
                  @way
                }
                """, Map.of(
                Way.KEPT, """
                        handle /team/tasks/* {
                          reverse_proxy 127.0.0.1:@service {
                            header_up Host inside.example
                            header_up -X-Forwarded-Prefix
                          }
                        }
                        """,
                Way.TAKEN_OFF, """
                        handle_path /team/tasks/* {
                          reverse_proxy 127.0.0.1:@service {
                            header_up Host inside.example
                            header_up X-Forwarded-Prefix /team/tasks
                          }
                        }
                        """,
                Way.RFC_7239, """
                        handle_path /team/tasks/* {
                          reverse_proxy 127.0.0.1:@service {
                            header_up Forwarded `for={remote_host};proto={scheme};host="{hostport}"`
                            header_up -X-Forwarded-For
                            header_up -X-Forwarded-Proto
                            header_up -X-Forwarded-Host
                            header_up X-Forwarded-Prefix /team/tasks
                            header_up Host inside.example
                          }
                        }
                        """));

        private final List<String> command;
        private final String configuration;
        private final Map<Way, String> ways;

        Kind(List<String> command, String configuration, Map<Way, String> ways) {
            this.command = command;
            this.configuration = configuration;
            this.ways = ways;
        }
    }

    final int port = PackagedService.freePort();
    private final Process process;
    private final Path out;

    /** @param identity a folder with {@code server.crt} and {@code server.key} */
    PrefixProxy(Kind kind, Way way, PackagedService service, Path identity) {
        try {
            var folder = Files.createTempDirectory("proxy");
            var certificate = identity.resolve("server.crt");
            var key = identity.resolve("server.key");
            var both = Files.writeString(folder.resolve("both.pem"), Files.readString(certificate) + Files.readString(key));
            var file = Files.writeString(folder.resolve("configuration"), kind.configuration.replace("@way", kind.ways.get(way))
                    .replace("@port", Integer.toString(port)).replace("@service", Integer.toString(service.port))
                    .replace("@certificate", certificate.toString()).replace("@key", key.toString())
                    .replace("@both", both.toString()));
            out = folder.resolve("out");
            var command = new ArrayList<>(kind.command);
            command.add(file.toString());
            process = Proxy.start(command, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String out() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Proxy.end(process);
    }
}
