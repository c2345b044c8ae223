package dev.neontasks.database.url;

/**
 * Which way into the database a host leads: to the pooler (PgBouncer in transaction mode, no session state) or to the
 * compute itself. Neon tells them apart by the first label of the host, and by nothing else.
 */
public enum Endpoint {
    POOLED,
    DIRECT;

    static final String POOLER_SUFFIX = "-pooler";

    static Endpoint of(String host) {
        return HostName.firstLabel(host).endsWith(POOLER_SUFFIX) ? POOLED : DIRECT;
    }

    /** {@code host}, or the one beside it that leads to the compute. */
    static String directHost(String host) {
        var label = HostName.firstLabel(host);
        return label.replaceFirst("(" + POOLER_SUFFIX + ")+$", "") + host.substring(label.length());
    }
}
