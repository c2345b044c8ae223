package dev.neontasks.database.url;

import java.util.Optional;

/**
 * Which way into the database a URL leads: to a pooler, which hands the server's sessions round among its clients, so that no
 * state of a session may be used, or to the server itself.
 */
public enum Endpoint {
    POOLED,
    DIRECT;

    static final String POOLER_SUFFIX = "-pooler";

    /** What the name of a host tells: at Neon all, since its first label is what settles it there, and elsewhere a habit. */
    static Optional<Endpoint> named(String host) {
        return isPoolers(host) ? Optional.of(POOLED) : HostName.isNeon(host) ? Optional.of(DIRECT) : Optional.empty();
    }

    static boolean isPoolers(String host) {
        return HostName.firstLabel(host).endsWith(POOLER_SUFFIX);
    }

    /** {@code host}, or the one beside it that leads to the server. */
    static String directHost(String host) {
        var label = HostName.firstLabel(host);
        return label.replaceFirst("(" + POOLER_SUFFIX + ")+$", "") + host.substring(label.length());
    }
}
