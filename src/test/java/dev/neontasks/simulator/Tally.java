package dev.neontasks.simulator;

import java.util.concurrent.atomic.LongAdder;

/** Counts while it happens. */
final class Tally {

    final LongAdder connections = new LongAdder();
    final LongAdder startUps = new LongAdder();
    final LongAdder logins = new LongAdder();
    final LongAdder statements = new LongAdder();
    final LongAdder roundTrips = new LongAdder();
    final LongAdder bytesIn = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder wakes = new LongAdder();

    Counts counts() {
        return new Counts(connections.sum(), startUps.sum(), logins.sum(), statements.sum(), roundTrips.sum(), bytesIn.sum(),
                bytesOut.sum(), wakes.sum());
    }
}
