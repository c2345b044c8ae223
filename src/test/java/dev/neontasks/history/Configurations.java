package dev.neontasks.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How things may stand at one moment. Of two that differ only in which optional operations have happened, or which tags are
 * known to be taken, the one with fewer is kept: whatever can follow the other can follow it.
 */
final class Configurations {

    /**
     * @param required which of the open operations that must happen have happened
     * @param optional which of those that may happen have happened
     */
    record Configuration(State state, BitSet required, BitSet optional) {

        Configuration with(State next, int operation, boolean isRequired) {
            return new Configuration(next, isRequired ? and(required, operation) : required,
                    isRequired ? optional : and(optional, operation));
        }

        Configuration without(int operation) {
            return new Configuration(state, less(required, operation), less(optional, operation));
        }

        boolean has(int operation) {
            return required.get(operation) || optional.get(operation);
        }

        /** Whether whatever can follow {@code other}, which is alike in all else, can follow this. */
        boolean allows(Configuration other) {
            if (optional.cardinality() > other.optional.cardinality() || !other.state.seen().containsAll(state.seen())) {
                return false;
            }
            var more = (BitSet) optional.clone();
            more.andNot(other.optional);
            return more.isEmpty();
        }

        private static BitSet and(BitSet set, int operation) {
            var more = (BitSet) set.clone();
            more.set(operation);
            return more;
        }

        private static BitSet less(BitSet set, int operation) {
            if (!set.get(operation)) {
                return set;
            }
            var less = (BitSet) set.clone();
            less.clear(operation);
            return less;
        }
    }

    private record Key(Optional<State.Version> task, Map<String, State.Receipt> receipts, BitSet required) {
    }

    private final Map<Key, List<Configuration>> least = new HashMap<>();
    private int size;

    /** Whether it was news. */
    boolean add(Configuration configuration) {
        var state = configuration.state();
        var kept = least.computeIfAbsent(new Key(state.task(), state.receipts(), configuration.required()),
                key -> new ArrayList<>(1));
        if (kept.stream().anyMatch(other -> other.allows(configuration))) {
            return false;
        }
        size -= kept.size();
        kept.removeIf(configuration::allows);
        kept.add(configuration);
        size += kept.size();
        return true;
    }

    int size() {
        return size;
    }

    List<Configuration> all() {
        return least.values().stream().flatMap(List::stream).toList();
    }
}
