package dev.neontasks.database.queue;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How many pieces of work to have under way at once: so many that the database is never idle for want of work, and hardly
 * more, because what it cannot begin yet waits better here, in turn, than there. It learns from pieces that end while others
 * wait, and asks no clock. For one thread at a time.
 * <p>
 * This is BBR's estimate (Cardwell et al., "BBR: Congestion-Based Congestion Control", ACM Queue 14(5), 2016): by Little's law
 * there can be as many under way without any of them waiting as end in the time that a piece takes when nothing is in its way.
 * The limit is that number, which is the knee of the throughput, times a gain. BBR takes the shortest time of the last ten
 * seconds for a piece that nothing is in the way of. Statements are not alike as packets are, so here it is the time that they
 * take while half as many are under way: of the same mixture, and a moment ago. Where half as many stand in each other's way,
 * too, the limit falls, and is halved again. It looks again whenever the times have changed, and from time to time.
 * <p>
 * Why a limit outside of the database costs no throughput: Schroeder et al., "How to Determine a Good Multi-Programming Level
 * for External Scheduling", ICDE 2006.
 */
public final class ConcurrencyLimit {

    /** One alone is no measure: there would always be a pause between two of its pieces. */
    private static final int LEAST = 2;
    /** At the knee itself chance leaves the database idle now and then, since pieces do not come evenly. */
    private static final double GAIN = 1.4;
    /** Beyond that: of a few, one more is a large part. */
    private static final double SPARE = 1;
    /** Such a part of the limit under way counts as all of it: a worker may be about to leave, or to come. */
    private static final double REACHED = 0.85;

    /** What the present span is for. */
    private enum Phase {

        /** To see whether as many as may be now stand in each other's way. */
        RAISED,

        /** To see what half as many take. */
        HALVED,

        /** To compare with that. */
        RESTORED,

        /** To notice a change. */
        SETTLED
    }

    private final int least;
    private final int most;
    private int limit;
    private Phase phase = Phase.RAISED;
    private Span span = new Span();
    /** Pieces that were begun under another limit, or beside such. */
    private int toSkip;
    /** What to go back to. */
    private int halved;
    /** At a lower limit, a moment ago. */
    private @Nullable Level fewer;
    /** Since it has settled. */
    private Steadiness steadiness = new Steadiness();

    /** Between two and {@code most}, which is where it begins: nothing is known that speaks against it. */
    public ConcurrencyLimit(int most) {
        this(Math.min(LEAST, most), most);
    }

    public ConcurrencyLimit(int least, int most) {
        this.least = least;
        this.most = most;
        this.limit = most;
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
        measure(Phase.RAISED);
        toSkip = 0;
        fewer = null;
    }

    /**
     * A piece has ended while others waited.
     *
     * @param spent on it since it was begun
     * @param concurrency how many were under way, itself among them
     */
    public void ended(Duration spent, int concurrency) {
        if (least == most) {
            return;
        } else if (toSkip > 0) {
            toSkip--;
            return;
        }
        span.add(spent, concurrency);
        if (span.isEnough()) {
            learn(span.level());
        }
    }

    private void learn(Level seen) {
        switch (phase) {
            case RAISED -> raised(seen);
            case HALVED -> {
                fewer = seen;
                change(halved, seen, Phase.RESTORED);
            }
            case RESTORED -> decide(seen, wanted(seen));
            case SETTLED -> {
                if (steadiness.isStill(seen)) {
                    measure(Phase.SETTLED);
                } else {
                    halve(seen);
                }
            }
        }
    }

    private void raised(Level seen) {
        var isComparable = fewer != null && fewer.isFewerThan(seen.concurrency());
        if (isComparable && (isReached(seen) || wanted(seen) <= seen.concurrency())) {
            decide(seen, wanted(seen));
        } else if (isReached(seen)) {
            halve(seen);
        } else {
            fewer = isComparable ? fewer : seen;
            measure(Phase.RAISED);
        }
    }

    private void decide(Level seen, int wanted) {
        var slight = Math.max(1, limit / 8);
        if (!isReached(seen) && wanted > seen.concurrency()) {
            // There are not the connections for more.
            settle();
        } else if (wanted > limit + slight) {
            fewer = seen.isFewerThan(wanted) ? seen : fewer;
            change(wanted, seen, Phase.RAISED);
        } else if (wanted < limit - slight || isKneeHidden(seen)) {
            limit = Math.min(wanted, limit - 1);
            halve(seen);
        } else {
            limit = wanted;
            if (phase == Phase.RAISED && limit < most) {
                // Those who were fewer then may have been about to become more.
                halve(seen);
            } else {
                settle();
            }
        }
    }

    /** Unless it is of no matter where it is: the gain is for no fewer than these. */
    private boolean isKneeHidden(Level seen) {
        return fewer != null && limit > 2 * least && seen.hidesKnee(fewer);
    }

    private int wanted(Level seen) {
        var knee = fewer == null ? most : seen.knee(fewer);
        return (int) Math.max(least, Math.min(most, Math.round(GAIN * knee + SPARE)));
    }

    private void halve(Level seen) {
        if (limit == least) {
            fewer = seen;
            change(Math.min(2 * least, most), seen, Phase.RAISED);
        } else {
            halved = limit;
            change(Math.max(least, limit / 2), seen, Phase.HALVED);
        }
    }

    private void settle() {
        steadiness = new Steadiness();
        measure(Phase.SETTLED);
    }

    private void change(int next, Level seen, Phase then) {
        toSkip = (int) Math.round(seen.concurrency()) + next;
        limit = next;
        measure(then);
    }

    private void measure(Phase what) {
        phase = what;
        span = new Span();
    }

    private boolean isReached(Level seen) {
        return seen.concurrency() >= REACHED * limit;
    }
}
