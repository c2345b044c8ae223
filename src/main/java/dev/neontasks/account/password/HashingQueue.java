package dev.neontasks.account.password;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What waits to be hashed: of one address after the other a piece, and of each of one account after the other, so that whoever
 * asks for much waits behind themselves, also where many share an address. No more than {@code most} wait or are under way, a
 * part of them of one address, and the same part of that of one account. For any thread.
 */
final class HashingQueue {

    private record Piece(Claimant claimant, Runnable work) {
    }

    private final int most;
    private final int mostOfAddress;
    private final int mostOfAccount;
    private final Map<String, Integer> ofAddresses = new HashMap<>();
    private final Map<String, Integer> ofAccounts = new HashMap<>();
    /** By address and account. Whose turn is next comes first. */
    private final Map<String, Map<String, Deque<Piece>>> waiting = new LinkedHashMap<>();
    private int all;

    HashingQueue(int most, int part) {
        this.most = most;
        this.mostOfAddress = most / part;
        this.mostOfAccount = mostOfAddress / part;
    }

    /** False when there is no room for it. */
    synchronized boolean add(Claimant claimant, Runnable work) {
        var account = claimant.account();
        var address = claimant.address();
        if (all >= most || ofAddresses.getOrDefault(address, 0) >= mostOfAddress
                || ofAccounts.getOrDefault(account, 0) >= mostOfAccount) {
            return false;
        }
        all++;
        ofAddresses.merge(address, 1, Integer::sum);
        ofAccounts.merge(account, 1, Integer::sum);
        waiting.computeIfAbsent(address, newcomer -> new LinkedHashMap<>())
                .computeIfAbsent(account, newcomer -> new ArrayDeque<>()).add(new Piece(claimant, work));
        return true;
    }

    /** Runs the next one; to be called once for each that was added. */
    void runNext() {
        var next = next();
        try {
            next.work().run();
        } finally {
            ended(next.claimant());
        }
    }

    private synchronized Piece next() {
        return turn(waiting, accounts -> turn(accounts, Deque::remove, Deque::isEmpty), Map::isEmpty);
    }

    /** Takes a piece of the first, who is the last from now on if there is more. */
    private static <T> Piece turn(Map<String, T> all, Function<T, Piece> take, Predicate<T> isEmpty) {
        var first = all.keySet().iterator().next();
        var pieces = all.remove(first);
        var piece = take.apply(pieces);
        if (!isEmpty.test(pieces)) {
            all.put(first, pieces);
        }
        return piece;
    }

    private synchronized void ended(Claimant claimant) {
        all--;
        oneLess(ofAddresses, claimant.address());
        oneLess(ofAccounts, claimant.account());
    }

    private static void oneLess(Map<String, Integer> counts, String whose) {
        counts.computeIfPresent(whose, (known, count) -> count == 1 ? null : count - 1);
    }
}
