package dev.neontasks.task;

import java.util.UUID;

/**
 * The name that a caller gave a write, so that it may be sent again.
 *
 * @param write the id of the write that the name stands for
 * @param fingerprint of the request that it was sent with
 */
record IdempotencyKey(UUID write, byte[] fingerprint) {

    /** The least of their ids: those that the service makes are below, as they begin with the time, until the year 6429. */
    static final UUID FIRST = new UUID(1L << 63, 0);
}
