package dev.neontasks.database.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many pieces of work end in a second, by the times from one end to the next. These come in batches, and those in the
 * middle
 * count, so that a pause of the process, or of the database, matters little. For one thread at a time.
 */
final class Throughput {

    private static final int FEWEST = 3;
    /** Of so many batches the mean is as precise as one can wait for. */
    private static final int MANY = 32;
    /** The standard error of the mean logarithm: three per cent. */
    private static final double PRECISE = 0.03;
    /** Of so many the standard error is known somewhat: a difference of some of these is hardly ever chance. */
    private static final int SOME = 5;
    private static final double OBVIOUS = 5;
    /** Of so many it is known. */
    private static final int SEVERAL = 16;
    private static final double CLEAR = 2.5;

    private final int batch;
    private final Duration shortest;
    /** The logarithm of what ended in a second, for each batch. */
    private final List<Double> rates = new ArrayList<>();
    private int count;
    private long nanos;
    private long concurrency;
    private long wanted;

    /**
     * @param batch fewest pieces in one: as many as may end together
     * @param shortest time that it takes
     */
    Throughput(int batch, Duration shortest) {
        this.batch = batch;
        this.shortest = shortest;
    }

    /**
     * A piece has ended. Whether a batch has, with it.
     *
     * @param since the one before it has
     * @param among how many were under way, itself among them
     * @param of how many there were to be
     */
    boolean add(Duration since, int among, int of) {
        concurrency += among;
        wanted += of;
        count++;
        nanos += since.toNanos();
        if (count >= batch && nanos >= shortest.toNanos()) {
            rates.add(Math.log((double) count / nanos));
            count = 0;
            nanos = 0;
            return true;
        }
        return false;
    }

    int batches() {
        return rates.size();
    }

    boolean isPrecise() {
        return batches() >= MANY || batches() >= FEWEST && standardError() <= PRECISE;
    }

    /** Whether it is clear on which side of {@code other} it is, or will not become clearer. */
    boolean isTold(double other) {
        var far = batches() < SEVERAL ? OBVIOUS : CLEAR;
        return batches() >= MANY || batches() >= SOME && Math.abs(logRate() - other) > far * standardError();
    }

    /** The logarithm of what ends in a nanosecond: the mean of the half in the middle. */
    double logRate() {
        var outer = batches() / 4;
        return rates.stream().sorted().skip(outer).limit(batches() - 2 * outer).mapToDouble(rate -> rate).average()
                .orElseThrow();
    }

    /** Which part of those who were to be under way were. */
    double reached() {
        return (double) concurrency / wanted;
    }

    private double standardError() {
        var mean = rates.stream().mapToDouble(rate -> rate).average().orElseThrow();
        var squares = rates.stream().mapToDouble(rate -> (rate - mean) * (rate - mean)).sum();
        return Math.sqrt(squares / (batches() - 1) / batches());
    }
}
