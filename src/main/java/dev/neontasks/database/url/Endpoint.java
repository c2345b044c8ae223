package dev.neontasks.database.url;

import java.util.Optional;

import dev.neontasks.database.provider.Provider;

/**
 * Which way into the database a URL leads: to a pooler, which hands the server's sessions round among its clients, so that no
 * state of a session may be used, or to the server itself.
 */
public enum Endpoint {
    POOLED,
    DIRECT;

    static final String POOLER_SUFFIX = Provider.NEON.poolerSuffix();

    /** What the name of a host tells: all of a provider's whose names settle it, and else a habit of some. */
    static Optional<Endpoint> named(String host) {
        return isPoolers(host) ? Optional.of(POOLED)
                : Provider.of(host).namesItsPoolers() ? Optional.of(DIRECT) : Optional.empty();
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
