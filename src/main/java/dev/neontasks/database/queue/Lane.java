package dev.neontasks.database.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/** What one asker waits for, in the order it was asked. */
final class Lane<T> {

    final Asker asker;
    final Deque<T> items = new ArrayDeque<>();
    /** The turn of the last service; 0 for a newcomer. */
    long served;
    /** The turn since which it waits: no two the same. */
    long since;

    Lane(Asker asker) {
        this.asker = asker;
    }

    static <T> Comparator<Lane<T>> longestFirst() {
        return Comparator.comparingLong(lane -> lane.since);
    }

    static <T> Comparator<Lane<T>> quietestFirst() {
        return Comparator.<Lane<T>> comparingLong(lane -> lane.served).thenComparingLong(lane -> lane.since);
    }
}
