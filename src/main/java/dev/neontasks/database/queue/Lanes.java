package dev.neontasks.database.queue;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.neontasks.database.queue.Asker.Kind;

/**
 * The lanes that wait. Those who search are apart from all others, so that they need not be looked at one by one to be left
 * out.
 * To find one takes the logarithm of their number, and a step for each that comes before it and is left out.
 */
final class Lanes<T> {

    private final Group<T> others = new Group<>();
    private final Group<T> searching = new Group<>();

    void add(Lane<T> lane) {
        var group = group(lane);
        group.longest.add(lane);
        group.quietest.get(lane.asker.kind()).add(lane);
    }

    void remove(Lane<T> lane) {
        var group = group(lane);
        group.longest.remove(lane);
        group.quietest.get(lane.asker.kind()).remove(lane);
    }

    boolean isEmpty() {
        return others.longest.isEmpty() && searching.longest.isEmpty();
    }

    Stream<Lane<T>> all() {
        return Stream.concat(others.longest.stream(), searching.longest.stream());
    }

    /** Which has waited longest since it came or was served. */
    Optional<Lane<T>> longest(Predicate<Asker> isLeftOut, boolean maySearch) {
        return first(others.longest, searching.longest, Lane.longestFirst(), isLeftOut, maySearch);
    }

    /** Which of {@code kind} was served longest ago. */
    Optional<Lane<T>> quietest(Kind kind, Predicate<Asker> isLeftOut, boolean maySearch) {
        return first(others.quietest.get(kind), searching.quietest.get(kind), Lane.quietestFirst(), isLeftOut, maySearch);
    }

    private static <T> Optional<Lane<T>> first(NavigableSet<Lane<T>> others, NavigableSet<Lane<T>> searching,
            Comparator<Lane<T>> order, Predicate<Asker> isLeftOut, boolean maySearch) {
        var other = first(others, isLeftOut);
        if (!maySearch || searching.isEmpty()) {
            return other;
        }
        var search = first(searching, isLeftOut);
        return other.isEmpty() || search.isPresent() && order.compare(search.get(), other.get()) < 0 ? search : other;
    }

    private static <T> Optional<Lane<T>> first(NavigableSet<Lane<T>> lanes, Predicate<Asker> isLeftOut) {
        for (var lane : lanes) {
            if (!isLeftOut.test(lane.asker)) {
                return Optional.of(lane);
            }
        }
        return Optional.empty();
    }

    private Group<T> group(Lane<T> lane) {
        return lane.asker.isSearching() ? searching : others;
    }

    private static final class Group<T> {

        private final NavigableSet<Lane<T>> longest = new TreeSet<>(Lane.longestFirst());
        private final Map<Kind, NavigableSet<Lane<T>>> quietest = new EnumMap<>(Kind.class);

        Group() {
            for (var kind : Kind.values()) {
                quietest.put(kind, new TreeSet<>(Lane.quietestFirst()));
            }
        }
    }
}
