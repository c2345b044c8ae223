package dev.neontasks.database.queue;

/**
 * What pieces of work took while so many were under way.
 *
 * @param concurrency how many, on average
 * @param logTime the logarithm of the geometric mean of their times in nanoseconds: one that is long by far counts for little
 */
record Level(double concurrency, double logTime) {

    /** So few of others that a comparison says something. */
    private static final double FEWER = 0.75;
    /** Less than this many times as many is no more: chance alone makes as large a difference. */
    private static final double MORE = 1.2;

    boolean isFewerThan(double others) {
        return concurrency <= FEWER * others;
    }

    /**
     * How many could be under way without one waiting for another, if it is so at {@code fewer}: as many as end in the time
     * that a piece took there. All of these, while they take no longer than they did there.
     */
    double knee(Level fewer) {
        return concurrency * Math.min(1, Math.exp(fewer.logTime - logTime));
    }

    /** Whether {@code fewer} were in each other's way, too: then the knee may be anywhere below. */
    boolean hidesKnee(Level fewer) {
        return knee(fewer) < MORE * fewer.concurrency;
    }
}
