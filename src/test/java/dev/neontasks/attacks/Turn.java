package dev.neontasks.attacks;

import java.nio.ByteBuffer;

/**
 * What is done with one connection until it ends.
 *
 * @param sent at once
 * @param isDripping one letter more follows every second, for ever
 * @param again what follows each answer
 */
record Turn(byte[] sent, boolean isDripping, Reading reading, byte[] again) {

    private static final byte[] NOTHING_MORE = {};

    enum Reading {
        ALL,
        /** What comes before it leaves, at once after all has been sent. */
        GOES,
        /** One byte every second. */
        SIPS,
        NOTHING
    }

    /** Asks, and reads what comes; if nothing does, waits for ever. */
    static Turn asking(byte[] sent) {
        return new Turn(sent, false, Reading.ALL, NOTHING_MORE);
    }

    /** Has so many requests on its connection all the time. */
    static Turn keepingOn(byte[] request, int atOnce) {
        var sent = ByteBuffer.allocate(atOnce * request.length);
        while (sent.hasRemaining()) {
            sent.put(request);
        }
        return new Turn(sent.array(), false, Reading.ALL, request);
    }

    /** Asks, and leaves. */
    static Turn leaving(byte[] sent) {
        return new Turn(sent, false, Reading.GOES, NOTHING_MORE);
    }

    static Turn dripping(byte[] sent) {
        return new Turn(sent, true, Reading.ALL, NOTHING_MORE);
    }

    static Turn sipping(byte[] sent) {
        return new Turn(sent, false, Reading.SIPS, NOTHING_MORE);
    }

    static Turn notReading(byte[] sent) {
        return new Turn(sent, false, Reading.NOTHING, NOTHING_MORE);
    }
}
