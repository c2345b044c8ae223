package dev.neontasks.database.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.neontasks.database.queue.Asker.Kind;

/**
 * What many wait for, taken in turn. What one asker waits for is a lane, in the order it was asked. For one thread at a time.
 * <ol>
 * <li>A turn is for the kind of asker that was served longest ago and, of that kind, for the lane that was served longest ago:
 * whoever seldom asks comes before those who always do, whatever they have piled up.
 * <li>When that passed over the lane that has waited longest since it came or was served, the next turn is for that one.
 * <li>A lane that holds its share already is left out of both for as long as another waits; one that holds the most it may,
 * always; and those that search, while no more searches may begin.
 * </ol>
 * So one of any two turns is for the lane that has waited longest, and whoever comes later is behind it: while {@code n} lanes
 * wait, one more that does not hold its share is served within {@code 2n + 2} turns, however many come after it. Of
 * {@code k} kinds that wait each is served within {@code 2k} turns. A turn takes the logarithm of the number of lanes, and a
 * step for each that is left out for what it holds: these are no more than there is to hold.
 */
final class FairQueue<T> {

    /** So many are remembered as served before those who do not wait are forgotten, and count as new. */
    private static final int REMEMBERED = 10_000;

    /** Of one kind of asker. */
    private static final class Turns {

        private long served;
        private int size;
    }

    private final Map<Asker, Lane<T>> lanes = new HashMap<>();
    private final Lanes<T> waiting = new Lanes<>();
    private final Map<Kind, Turns> kinds = new EnumMap<>(Kind.class);
    private long turn;
    private boolean isLongestPassedOver;

    FairQueue() {
        for (var kind : Kind.values()) {
            kinds.put(kind, new Turns());
        }
    }

    void add(Asker who, T item) {
        join(who).addLast(item);
    }

    /** Before whatever else {@code who} waits for. */
    void addFirst(Asker who, T item) {
        join(who).addFirst(item);
    }

    /**
     * What the next turn is for. Whoever {@code holdsTheMost} holds its share, too.
     *
     * @param maySearch whether it may be for a search
     */
    Optional<T> poll(Predicate<Asker> holdsItsShare, Predicate<Asker> holdsTheMost, boolean maySearch) {
        var oldest = waiting.longest(holdsItsShare, maySearch).or(() -> waiting.longest(holdsTheMost, maySearch));
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        var next = isLongestPassedOver ? oldest.get() : quietest(holdsItsShare, maySearch).orElse(oldest.get());
        isLongestPassedOver = next != oldest.get();
        return Optional.of(serve(next));
    }

    /** Takes out all that match, whoever waits for it. */
    Collection<T> removeIf(Predicate<T> condition) {
        var removed = new ArrayList<T>();
        for (var lane : waiting.all().toList()) {
            var before = removed.size();
            lane.items.removeIf(item -> condition.test(item) && removed.add(item));
            taken(lane, removed.size() - before);
            if (lane.items.isEmpty()) {
                waiting.remove(lane);
            }
        }
        forgetIfEmpty();
        return removed;
    }

    int size() {
        return kinds.values().stream().mapToInt(kind -> kind.size).sum();
    }

    /** All who wait for something. */
    Stream<Asker> askers() {
        return waiting.all().map(lane -> lane.asker);
    }

    int size(Kind kind) {
        return of(kind).size;
    }

    int size(Asker who) {
        var lane = lanes.get(who);
        return lane == null ? 0 : lane.items.size();
    }

    private Deque<T> join(Asker who) {
        if (lanes.size() >= REMEMBERED) {
            lanes.values().removeIf(lane -> lane.items.isEmpty());
        }
        var lane = lanes.computeIfAbsent(who, Lane::new);
        if (lane.items.isEmpty()) {
            wait(lane);
        }
        of(who.kind()).size++;
        return lane.items;
    }

    private T serve(Lane<T> lane) {
        waiting.remove(lane);
        var item = lane.items.removeFirst();
        lane.served = ++turn;
        of(lane.asker.kind()).served = turn;
        taken(lane, 1);
        if (!lane.items.isEmpty()) {
            wait(lane);
        }
        forgetIfEmpty();
        return item;
    }

    private void wait(Lane<T> lane) {
        lane.since = ++turn;
        waiting.add(lane);
    }

    private Optional<Lane<T>> quietest(Predicate<Asker> holdsItsShare, boolean maySearch) {
        Optional<Lane<T>> quietest = Optional.empty();
        var served = Long.MAX_VALUE;
        for (var kind : kinds.entrySet()) {
            if (kind.getValue().served < served) {
                var first = waiting.quietest(kind.getKey(), holdsItsShare, maySearch);
                if (first.isPresent()) {
                    quietest = first;
                    served = kind.getValue().served;
                }
            }
        }
        return quietest;
    }

    private Turns of(Kind kind) {
        return kinds.get(kind);
    }

    private void taken(Lane<T> lane, int count) {
        of(lane.asker.kind()).size -= count;
    }

    private void forgetIfEmpty() {
        if (waiting.isEmpty()) {
            lanes.clear();
        }
    }
}
