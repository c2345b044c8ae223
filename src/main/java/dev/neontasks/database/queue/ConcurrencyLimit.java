package dev.neontasks.database.queue;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How many pieces of work to have under way at once: so many that hardly more would end in a second if there were more of them,
 * because what the database cannot begin yet waits better here, in turn, than there. It learns from pieces that end while
 * others
 * wait, and asks no clock. For one thread at a time.
 * <p>
 * This is the feedback of Schroeder et al., "How to Determine a Good Multi-Programming Level for External Scheduling", ICDE
 * 2006:
 * the lowest limit at which no more of the best throughput is lost than one is ready to lose. It compares the throughput with
 * that of half as many, and goes on halving while it can; then it watches, and when the throughput changes, and from time to
 * time, it looks whether twice as many serve more.
 */
public final class ConcurrencyLimit {

    /** One alone is no measure: there would always be a pause between two of its pieces. */
    private static final int LEAST = 2;
    /** As a logarithm: three per cent of the best throughput may be lost. */
    private static final double LOSS = -Math.log(1 - 0.03);
    /** Such a part of those for whom there is room counts as all: a worker may be about to leave, or to come. */
    private static final double REACHED = 0.85;
    /** The shortest batch when one compares. */
    private static final Duration BRIEF = Duration.ofMillis(20);
    /** And when one watches. */
    private static final Duration LONG = Duration.ofMillis(50);
    /** After so long one begins anew. */
    private static final Duration LULL = Duration.ofSeconds(10);
    /** So many pieces of each worker then. */
    private static final int ROUNDS = 4;

    /** What is measured, and why. */
    private enum Phase {

        /** The limit as it is, to compare others with. */
        HERE,

        /** Whether more serve more. */
        MORE,

        /** Whether fewer do for it. */
        FEWER,

        /** Nothing, but for a change. */
        SETTLED
    }

    private final int least;
    private final int most;
    private int limit;
    private Phase phase = Phase.HERE;
    private Throughput throughput;
    private Steadiness steadiness = new Steadiness(0);
    /** When the newest piece ended, if others have waited since. */
    private @Nullable Instant last;
    /** When the newest did that others waited for. */
    private Instant newest = Instant.EPOCH;
    /** Pieces that were begun under another limit, or beside such. */
    private int toSkip;
    /** What to go back to. */
    private int known;
    /** The logarithm of the throughput at {@link #known}. */
    private double logRate;
    /** The highest since one began to look. */
    private double best = Double.NEGATIVE_INFINITY;
    /** Whether fewer than {@link #known} were seen to serve less. */
    private boolean isMoreThanFewer;

    /** Between two and {@code most}, which is where it begins: nothing is known that speaks against it. */
    public ConcurrencyLimit(int most) {
        this(Math.min(LEAST, most), most);
    }

    public ConcurrencyLimit(int least, int most) {
        this.least = least;
        this.most = most;
        this.limit = most;
        this.throughput = new Throughput(limit, BRIEF);
    }

    public int limit() {
        return limit;
    }

    public int most() {
        return most;
    }

    /** What is known is of another database. */
    public void forget() {
        limit = most;
        toSkip = 0;
        last = null;
        look();
    }

    /**
     * A piece has ended while others waited.
     *
     * @param concurrency how many were under way, itself among them
     * @param room for how many there was, besides those that do not count
     */
    public void ended(Instant now, int concurrency, int room) {
        if (least == most) {
            return;
        }
        var before = last;
        last = now;
        if (newest.plus(LULL).isBefore(now) && phase != Phase.SETTLED) {
            // What was measured before is of another time.
            lookAgain();
        } else if (toSkip > 0) {
            toSkip--;
        } else if (before != null && !now.isBefore(before)
                && throughput.add(Duration.between(before, now), concurrency, Math.min(limit, room))) {
            learn();
        }
        newest = now;
    }

    /** A piece has ended and nobody waited: until the next one has, there may be nothing to do. */
    public void paused() {
        last = null;
    }

    private void learn() {
        if (phase == Phase.SETTLED) {
            watch(throughput.logRate());
        } else if (phase == Phase.HERE ? throughput.isPrecise() : throughput.isTold(wanted())) {
            if (isReached() || phase == Phase.FEWER) {
                compare(throughput.logRate());
            } else {
                // There are not the connections.
                measure(phase);
            }
        }
    }

    private void watch(double seen) {
        if (steadiness.isStill(seen)) {
            measure(Phase.SETTLED);
        } else {
            look();
        }
    }

    private void lookAgain() {
        limit = phase == Phase.HERE ? limit : known;
        look();
    }

    private void look() {
        isMoreThanFewer = false;
        best = Double.NEGATIVE_INFINITY;
        measure(Phase.HERE);
    }

    private void compare(double seen) {
        var serves = seen >= wanted();
        best = Math.max(best, seen);
        if (serves) {
            isMoreThanFewer = phase == Phase.MORE;
            known = limit;
            logRate = seen;
        }
        if (phase != Phase.FEWER && serves && limit < most) {
            change(Math.min(2 * limit, most), Phase.MORE);
        } else if (known > least && !isMoreThanFewer && (serves || phase == Phase.MORE)) {
            change(Math.max(least, known / 2), Phase.FEWER);
        } else {
            steadiness = new Steadiness(logRate);
            change(known, Phase.SETTLED);
        }
    }

    /** Of the throughput that is measured: so much makes its limit the better one. */
    private double wanted() {
        return phase == Phase.MORE ? logRate + LOSS : best - LOSS;
    }

    private void change(int next, Phase then) {
        toSkip = next == limit ? 0 : limit + next;
        limit = next;
        measure(then);
    }

    private void measure(Phase what) {
        phase = what;
        throughput = what == Phase.SETTLED ? new Throughput(ROUNDS * limit, LONG) : new Throughput(limit, BRIEF);
    }

    private boolean isReached() {
        return throughput.reached() >= REACHED;
    }
}
