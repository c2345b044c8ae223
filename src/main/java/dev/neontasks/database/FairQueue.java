package dev.neontasks.database;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * What many wait for, taken in turn: of those who wait, whoever was served longest ago comes first, whatever the others have
 * piled up. What one has asked for comes in the order it was asked. For one thread at a time.
 */
final class FairQueue<T> {

    /** So many are remembered as served before those who do not wait are forgotten, and count as new. */
    private static final int REMEMBERED = 10_000;

    private static final class Lane<T> {

        private final Deque<T> items = new ArrayDeque<>();
        /** The turn of the last service, or, for a newcomer, 0; and the turn it joined, for order among newcomers. */
        private long served;
        private long joined;
    }

    private final Map<String, Lane<T>> lanes = new HashMap<>();
    private final PriorityQueue<Lane<T>> waiting = new PriorityQueue<>(
            Comparator.<Lane<T>> comparingLong(lane -> lane.served).thenComparingLong(lane -> lane.joined));
    private long turn;
    private int size;

    void add(String who, T item) {
        join(who).addLast(item);
    }

    /** Before whatever else {@code who} waits for. */
    void addFirst(String who, T item) {
        join(who).addFirst(item);
    }

    Optional<T> poll() {
        var lane = waiting.poll();
        if (lane == null) {
            return Optional.empty();
        }
        lane.served = ++turn;
        var item = lane.items.removeFirst();
        if (!lane.items.isEmpty()) {
            waiting.add(lane);
        }
        taken(1);
        return Optional.of(item);
    }

    /** Takes out all that match, whoever waits for it. */
    Collection<T> removeIf(Predicate<T> condition) {
        var removed = new ArrayList<T>();
        for (var lane : new ArrayList<>(waiting)) {
            lane.items.removeIf(item -> condition.test(item) && removed.add(item));
            if (lane.items.isEmpty()) {
                waiting.remove(lane);
            }
        }
        taken(removed.size());
        return removed;
    }

    int size() {
        return size;
    }

    int size(String who) {
        var lane = lanes.get(who);
        return lane == null ? 0 : lane.items.size();
    }

    private Deque<T> join(String who) {
        if (lanes.size() >= REMEMBERED) {
            lanes.values().removeIf(lane -> lane.items.isEmpty());
        }
        var lane = lanes.computeIfAbsent(who, newcomer -> new Lane<>());
        if (lane.items.isEmpty()) {
            lane.joined = ++turn;
            waiting.add(lane);
        }
        size++;
        return lane.items;
    }

    private void taken(int count) {
        size -= count;
        if (size == 0) {
            lanes.clear();
        }
    }
}
