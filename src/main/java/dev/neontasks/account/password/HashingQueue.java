package dev.neontasks.account.password;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What waits to be hashed: of one address after the other a piece, so that whoever asks for much waits behind themselves. No
 * more than {@code most} wait or are under way, {@code mostOfOne} of one address. For any thread.
 */
final class HashingQueue {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> taken = new HashMap<>();
    /** Whose turn is next comes first. */
    private final Map<String, Deque<Runnable>> waiting = new LinkedHashMap<>();
    private int all;

    HashingQueue(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** False when there is no room for it. */
    synchronized boolean add(String address, Runnable work) {
        var ofIt = taken.getOrDefault(address, 0);
        if (all >= most || ofIt >= mostOfOne) {
            return false;
        }
        all++;
        taken.put(address, ofIt + 1);
        waiting.computeIfAbsent(address, newcomer -> new ArrayDeque<>()).add(work);
        return true;
    }

    /** Runs the next one; to be called once for each that was added. */
    void runNext() {
        Map.Entry<String, Runnable> next = next();
        try {
            next.getValue().run();
        } finally {
            ended(next.getKey());
        }
    }

    private synchronized Map.Entry<String, Runnable> next() {
        var address = waiting.keySet().iterator().next();
        var work = waiting.remove(address);
        var next = work.remove();
        if (!work.isEmpty()) {
            waiting.put(address, work);
        }
        return Map.entry(address, next);
    }

    private synchronized void ended(String address) {
        all--;
        taken.computeIfPresent(address, (known, count) -> count == 1 ? null : count - 1);
    }
}
