package dev.neontasks.traffic;

import java.time.Duration;

/** What a connection waits for from its client, and how long it does. */
enum ConnectionWait {

    /** A first request, or the end of a head that has begun. Who has sent it all is served; few take a second for it. */
    HEAD(Duration.ofSeconds(10)),

    /** The rest of a body. {@link BodyGate} answers sooner; this is for what does not come by it, as on the port of metrics. */
    BODY(Duration.ofSeconds(20)),

    /** The rest of a body that was answered before its end, so that its sender comes to read the answer. */
    UNREAD(Duration.ofSeconds(2)),

    /**
     * That an answer is read. {@link Answers} cuts off who stands still much sooner; this is for what it does not watch, as on
     * the port of metrics.
     */
    READING(Duration.ofHours(1)),

    /**
     * Another request. Longer than any proxy keeps a connection that it does not use, so that none sends a request on one that
     * is just being closed: nginx and AWS keep them for 60 s, Caddy for two minutes, Google Cloud for ten. It costs 10 KB, and
     * whoever comes when there is no place gets its place.
     */
    IDLE(Duration.ofSeconds(620));

    final Duration patience;

    ConnectionWait(Duration patience) {
        this.patience = patience;
    }
}
