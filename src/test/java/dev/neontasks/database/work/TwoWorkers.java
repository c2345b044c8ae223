package dev.neontasks.database.work;

import static java.util.Comparator.comparingInt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.neontasks.database.queue.Asker;

/**
 * What {@link WorkQueue} decides when one thing happens after the other, for two workers who have begun with a piece of Ann's
 * each, and two connections. Whoever is started to work besides them gets nowhere.
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
    static final int ANN = 0;
    private static final int SEARCHING = 2;
    static final List<Asker> ASKERS = List.of(Asker.account("ann"), Asker.account("bob"), Asker.searching("ann"));

    /** What one asks for. */
    private static final class Lane {

        private final int who;
        private final Deque<Integer> waiting = new ArrayDeque<>();
        private int held;
        private int served;
        private int waitsSince;

        Lane(int who) {
            this.who = who;
        }
    }

    private final List<Lane> lanes = List.of(new Lane(0), new Lane(1), new Lane(2));
    private final Step[] steps = { Step.WORKS, Step.WORKS };
    private final int[] whose = { ANN, ANN };
    private final int[] pieces = { 0, 1 };
    private int started;
    private int turn;
    private boolean isLongestPassedOver;

    public TwoWorkers() {
        lanes.get(ANN).held = WORKERS;
    }

    public boolean add(int who, int number) {
        wait(lanes.get(who), () -> lanes.get(who).waiting.addLast(number));
        start();
        return true;
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
            case WORKS -> lanes.get(whose[worker]).held--;
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
        var lane = lanes.get(whose[worker]);
        lane.held--;
        wait(lane, () -> lane.waiting.addFirst(pieces[worker]));
        return next(worker);
    }

    public int takeOut(int who) {
        var lane = lanes.get(who);
        var taken = lane.waiting.size();
        lane.waiting.clear();
        forgetIfNobodyWaits();
        return taken;
    }

    public int running(int who) {
        return (int) working().filter(worker -> whose[worker] == who).count();
    }

    public int waiting() {
        return lanes.stream().mapToInt(lane -> lane.waiting.size()).sum();
    }

    public int busy() {
        return (int) working().count();
    }

    public void look() {
        start();
    }

    private IntStream working() {
        return IntStream.range(0, WORKERS).filter(worker -> steps[worker] == Step.WORKS);
    }

    private String next(int worker) {
        steps[worker] = Step.WORKS;
        var next = turn();
        next.ifPresent(lane -> {
            whose[worker] = lane.who;
            pieces[worker] = serve(lane);
        });
        steps[worker] = next.isPresent() ? Step.WORKS : Step.LEAVES;
        start();
        return next.isPresent() ? "begins " + pieces[worker] : Step.LEAVES.name();
    }

    /** Whose turn it is: of the lane that was served longest ago, and then of the one that has waited longest. */
    private Optional<Lane> turn() {
        var share = (busy() + 1) / 2;
        var may = lanes.stream().filter(lane -> !lane.waiting.isEmpty() && !holdsTheMost(lane)).toList();
        var belowShare = may.stream().filter(lane -> heldInAll(lane) < share).toList();
        var oldest = (belowShare.isEmpty() ? may : belowShare).stream().min(comparingInt(lane -> lane.waitsSince));
        var quietest = belowShare.stream()
                .min(comparingInt((Lane lane) -> lane.served).thenComparingInt(lane -> lane.waitsSince)).or(() -> oldest);
        if (oldest.isEmpty()) {
            return oldest;
        }
        var next = isLongestPassedOver ? oldest : quietest;
        isLongestPassedOver = !next.equals(oldest);
        return next;
    }

    private int serve(Lane lane) {
        lane.served = ++turn;
        lane.held++;
        var piece = lane.waiting.removeFirst();
        if (!lane.waiting.isEmpty()) {
            lane.waitsSince = ++turn;
        }
        forgetIfNobodyWaits();
        return piece;
    }

    private void wait(Lane lane, Runnable coming) {
        if (lane.waiting.isEmpty()) {
            lane.waitsSince = ++turn;
        }
        coming.run();
    }

    private void forgetIfNobodyWaits() {
        if (waiting() == 0) {
            lanes.forEach(lane -> lane.served = 0);
        }
    }

    /** What Ann searches for is of her share. */
    private int heldInAll(Lane lane) {
        return lanes.stream().filter(other -> ASKERS.get(other.who).name().equals(ASKERS.get(lane.who).name()))
                .mapToInt(other -> other.held).sum();
    }

    /** One search at a time is for a fourth of the connections, rounded up. */
    private boolean holdsTheMost(Lane lane) {
        return lane.who == SEARCHING && lane.held > 0;
    }

    private void start() {
        started += Math.max(0, lacking());
    }

    /** As many as there is something to do for, and a connection. */
    private int lacking() {
        var searching = lanes.get(SEARCHING);
        var due = waiting() - searching.waiting.size() + Math.min(searching.waiting.size(), 1 - searching.held);
        var coming = started + count(Step.CONNECTS) + count(Step.LEAVES);
        return Math.min(due - coming, WORKERS - coming - busy());
    }

    private int count(Step step) {
        return (int) List.of(steps).stream().filter(step::equals).count();
    }
}
