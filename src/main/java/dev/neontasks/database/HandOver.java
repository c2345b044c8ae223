package dev.neontasks.database;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Where connections that were made beside the pool wait until the pool takes them. */
final class HandOver {

    /** How long one is kept for somebody who has gone by now. */
    private static final Duration UNCLAIMED = Duration.ofSeconds(5);

    private final TransferQueue<Connection> offered = new LinkedTransferQueue<>();
    private final AtomicInteger offers = new AtomicInteger();

    /** To be called before {@link #offer}, so that at no time a connection is neither on its way nor here. */
    void announce() {
        offers.incrementAndGet();
    }

    /** Waits until it is taken; false when nobody took it. */
    boolean offer(Connection connection) {
        try {
            return offered.tryTransfer(connection, UNCLAIMED.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            offers.decrementAndGet();
        }
    }

    boolean isEmpty() {
        return offers.get() == 0;
    }

    /** One of them, or nothing within {@code patience}. */
    Optional<Connection> poll(Duration patience) throws InterruptedException {
        return Optional.ofNullable(offered.poll(patience.toMillis(), MILLISECONDS));
    }
}
