package dev.neontasks.simulator;

/** What a new client meets instead of Neon's TLS. */
public enum ServerTls {
    /** TLS 1.2 or 1.3 and a certificate of the simulator's own authority, as it should be. */
    VALID,
    /** {@code N} is the answer to SSLRequest. */
    ABSENT,
    /** The right names, vouched for by nobody. */
    SELF_SIGNED,
    /** Vouched for, for another host. */
    OTHER_HOST,
    /** Vouched for until yesterday. */
    EXPIRED,
    /** A ServerHello of TLS 1.1, and nothing after it: the JDK itself no longer speaks it. */
    TLS_1_1
}
