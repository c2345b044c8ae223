package dev.neontasks.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One direction of a connection, at whose far end everything arrives in order and later by the latency. */
final class Line {

    private record Parcel(long due, byte[] bytes) {
    }

    private static final byte[] END = new byte[0];

    private final BlockingQueue<Parcel> underway = new LinkedBlockingQueue<>();
    private final LongSupplier latencyNanos;
    private volatile boolean ended;

    Line(LongSupplier latencyNanos) {
        this.latencyNanos = latencyNanos;
    }

    void send(byte[] bytes) {
        if (!ended) {
            underway.add(new Parcel(System.nanoTime() + latencyNanos.getAsLong(), bytes));
        }
    }

    /** Lets nothing follow what was sent. */
    void end() {
        send(END);
        ended = true;
    }

    /** Delivers until the end, and closes {@code far} then. */
    void deliverTo(OutputStream far) throws IOException, InterruptedException {
        try (var out = new BufferedOutputStream(far)) {
            for (var next = underway.take(); next.bytes() != END; next = underway.take()) {
                TimeUnit.NANOSECONDS.sleep(next.due() - System.nanoTime());
                out.write(next.bytes());
                if (underway.isEmpty()) {
                    out.flush();
                }
            }
        }
    }
}
