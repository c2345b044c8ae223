package dev.neontasks.database.work;

import static dev.neontasks.database.work.ThreeAskers.ANN;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.neontasks.database.work.ThreeAskers.Piece;

/**
 * What {@link WorkQueue} decides when one thing happens after the other, for two workers and two connections. The one has begun
 * with a piece of Ann's, the other has done one and leaves, for nobody waits. Whoever is started to work besides them gets
 * nowhere.
 */
public class TwoWorkers {

    /** What a worker did last. */
    enum Step {
        CONNECTS,
        WORKS,
        LEAVES,
        IS_GONE
    }

    static final int WORKERS = 2;

    private final ThreeAskers askers = new ThreeAskers(1);
    private final Step[] steps = { Step.WORKS, Step.LEAVES };
    private final Piece[] pieces = { new Piece(ANN, 0), new Piece(ANN, 1) };
    private int started;

    /** What a worker says who begins with a piece, or leaves, when so many are started besides. */
    static String said(Optional<Integer> piece, int started) {
        return piece.map(number -> "begins " + number).orElse(Step.LEAVES.name()) + ", starts " + started;
    }

    public int add(int who, int number) {
        askers.add(who, number);
        return start();
    }

    public String step(int thread) {
        var worker = thread % WORKERS;
        switch (steps[worker]) {
            case IS_GONE -> {
                return Step.IS_GONE.name();
            }
            case LEAVES -> {
                steps[worker] = Step.IS_GONE;
                steps[worker] = lacking() > 0 ? Step.CONNECTS : Step.IS_GONE;
                return steps[worker].name();
            }
            case WORKS -> askers.ended(pieces[worker]);
            case CONNECTS -> {
                // It has a connection now.
            }
        }
        return next(worker);
    }

    public String stepAgain(int thread) {
        var worker = thread % WORKERS;
        if (steps[worker] != Step.WORKS) {
            return step(worker);
        }
        askers.addAgain(pieces[worker]);
        return next(worker);
    }

    public int breakOff(int thread) {
        var worker = thread % WORKERS;
        if (steps[worker] == Step.IS_GONE) {
            return 0;
        }
        var given = 0;
        if (steps[worker] == Step.WORKS) {
            askers.ended(pieces[worker]);
            given++;
        }
        steps[worker] = Step.IS_GONE;
        var isAnybodyLeft = started > 0 || count(Step.IS_GONE) < WORKERS;
        return isAnybodyLeft ? given : given + askers.takeOutAll();
    }

    public int takeOut(int who) {
        return askers.takeOut(who);
    }

    public int running(int who) {
        return (int) IntStream.range(0, WORKERS)
                .filter(worker -> steps[worker] == Step.WORKS && pieces[worker].who() == who).count();
    }

    public int waiting() {
        return askers.waiting();
    }

    public int busy() {
        return count(Step.WORKS);
    }

    public int look() {
        return start();
    }

    private String next(int worker) {
        steps[worker] = Step.WORKS;
        var next = askers.next(busy());
        next.ifPresent(piece -> pieces[worker] = piece);
        steps[worker] = next.isPresent() ? Step.WORKS : Step.LEAVES;
        return said(next.map(Piece::number), start());
    }

    private int start() {
        var now = Math.max(0, lacking());
        started += now;
        return now;
    }

    /** As many as there is something to do for, and a connection. */
    private int lacking() {
        var coming = started + count(Step.CONNECTS) + count(Step.LEAVES);
        return Math.min(askers.due() - coming, WORKERS - coming - busy());
    }

    private int count(Step step) {
        return (int) List.of(steps).stream().filter(step::equals).count();
    }
}
