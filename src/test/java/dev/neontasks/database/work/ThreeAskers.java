package dev.neontasks.database.work;

import static java.util.Comparator.comparingInt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.neontasks.database.queue.Asker;

/** What waits for {@link TwoWorkers}, by number, and whose turn it is: Ann's, Bob's, or what Ann searches for. */
final class ThreeAskers {

    static final int ANN = 0;
    static final List<Asker> ASKERS = List.of(Asker.account("ann"), Asker.account("bob"), Asker.searching("ann"));
    private static final int SEARCHING = 2;

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

    /** Something whose turn has come. */
    record Piece(int who, int number) {
    }

    private final List<Lane> lanes = List.of(new Lane(0), new Lane(1), new Lane(2));
    private int turn;
    private boolean isLongestPassedOver;

    /** @param held pieces of Ann's that have had their turn */
    ThreeAskers(int held) {
        lanes.get(ANN).held = held;
    }

    void add(int who, int number) {
        wait(lanes.get(who), () -> lanes.get(who).waiting.addLast(number));
    }

    void addAgain(Piece piece) {
        var lane = lanes.get(piece.who);
        lane.held--;
        wait(lane, () -> lane.waiting.addFirst(piece.number));
    }

    void ended(Piece piece) {
        lanes.get(piece.who).held--;
    }

    /** Of the lane that was served longest ago, and then of the one that has waited longest, when {@code all} can be held. */
    Optional<Piece> next(int all) {
        var share = (all + 1) / 2;
        var may = lanes.stream().filter(lane -> !lane.waiting.isEmpty() && !holdsTheMost(lane)).toList();
        var belowShare = may.stream().filter(lane -> heldInAll(lane) < share).toList();
        var oldest = (belowShare.isEmpty() ? may : belowShare).stream().min(comparingInt(lane -> lane.waitsSince));
        var quietest = belowShare.stream()
                .min(comparingInt((Lane lane) -> lane.served).thenComparingInt(lane -> lane.waitsSince)).or(() -> oldest);
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        var next = isLongestPassedOver ? oldest : quietest;
        isLongestPassedOver = !next.equals(oldest);
        return next.map(this::serve);
    }

    int takeOut(int who) {
        var lane = lanes.get(who);
        var taken = lane.waiting.size();
        lane.waiting.clear();
        forgetIfNobodyWaits();
        return taken;
    }

    int takeOutAll() {
        return lanes.stream().mapToInt(lane -> takeOut(lane.who)).sum();
    }

    int waiting() {
        return lanes.stream().mapToInt(lane -> lane.waiting.size()).sum();
    }

    /** How many could be begun. */
    int due() {
        var searching = lanes.get(SEARCHING);
        return waiting() - searching.waiting.size() + Math.min(searching.waiting.size(), 1 - searching.held);
    }

    private Piece serve(Lane lane) {
        lane.served = ++turn;
        lane.held++;
        var piece = new Piece(lane.who, lane.waiting.removeFirst());
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
}
