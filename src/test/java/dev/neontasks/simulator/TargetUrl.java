package dev.neontasks.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The DATABASE_URL of the server behind the simulator, of which login and database stay when it leads through here. */
record TargetUrl(String login, Backend backend, String database) {

    private static final Pattern URL = Pattern
            .compile("postgres(?:ql)?://(?:([^/]*)@)?([^@:/?]+)(?::([0-9]+))?(?:/([^?]*))?(?:\\?.*)?");
    private static final int DEFAULT_PORT = 5432;

    /** Takes {@code host:port} too, and leaves blanks to fill in then. */
    static TargetUrl parse(String text) {
        var parts = URL.matcher(text.contains("://") ? text : "postgresql://" + text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Neither postgresql://user:password@host:port/database nor host:port");
        }
        var port = Optional.ofNullable(parts.group(3)).map(Integer::valueOf).orElse(DEFAULT_PORT);
        return new TargetUrl(Optional.ofNullable(parts.group(1)).orElse("USER:PASSWORD"),
                new Backend(parts.group(2), port), Optional.ofNullable(parts.group(4)).orElse("DATABASE"));
    }

    String through(String host, int port, Path caCertificate) {
        var ca = URLEncoder.encode(caCertificate.toString(), StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
        // With "prefer" a client swears that the server cannot bind SCRAM to its channel, and PostgreSQL knows better.
        return "postgresql://" + login + "@" + host + ":" + port + "/" + database + "?sslmode=verify-full&sslrootcert=" + ca
                + "&channel_binding=disable";
    }
}
