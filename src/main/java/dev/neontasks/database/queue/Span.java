package dev.neontasks.database.queue;

import java.time.Duration;

/** Pieces of work that ended one after the other, enough of them to tell how long they took. For one thread at a time. */
final class Span {

    private static final int FEWEST = 8;
    /** Of these the mean is as precise as one can wait for. */
    private static final int MANY = 32;
    /** Of the mean logarithm, as its standard error: eight per cent of the time. */
    private static final double PRECISE = 0.08;
    /** Pieces that come in no time are no measure: a pause of the process may be as long as all of them. */
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private int count;
    private double logarithms;
    private double squares;
    private long concurrency;

    void add(Duration spent, int among) {
        var logarithm = Math.log(Math.max(1, spent.toNanos()));
        count++;
        logarithms += logarithm;
        squares += logarithm * logarithm;
        concurrency += among;
    }

    boolean isEnough() {
        return count >= FEWEST && isLong() && (count >= MANY || isPrecise());
    }

    Level level() {
        return new Level((double) concurrency / count, logarithms / count);
    }

    /** As many pieces as there were at once take as long as one does. */
    private boolean isLong() {
        var level = level();
        return count * Math.exp(level.logTime()) >= SHORTEST.toNanos() * level.concurrency();
    }

    private boolean isPrecise() {
        var mean = logarithms / count;
        return squares / count - mean * mean <= PRECISE * PRECISE * count;
    }
}
