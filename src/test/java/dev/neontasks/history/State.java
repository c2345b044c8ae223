package dev.neontasks.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What there may be of a task at one moment.
 *
 * @param receipts first outcomes, by Idempotency-Key
 * @param seen tags that turned out to be those of writes whose answers were lost
 */
record State(Optional<Version> task, Map<String, Receipt> receipts, Set<String> seen) {

    static final State ABSENT = new State(Optional.empty(), Map.of(), Set.of());

    /** A task as one write left it. The tag of one whose answer was lost is a stand-in until somebody sees the real one. */
    record Version(Content content, String tag) {

        private static final String STAND_IN = "?";

        static Version untagged(Content content, Operation lost) {
            return new Version(content, STAND_IN + lost.client() + "@" + lost.invoked());
        }

        boolean isUntagged() {
            return tag.startsWith(STAND_IN);
        }
    }

    record Receipt(Request request, int status, Optional<Version> version) {
    }

    State with(Optional<Version> next) {
        return new State(next, receipts, seen);
    }

    State with(String key, Receipt receipt) {
        var more = new HashMap<>(receipts);
        more.put(key, receipt);
        return new State(task, Map.copyOf(more), seen);
    }

    /** Once {@code tag} is known to be the one that {@code standIn} stands for. */
    State knowing(String standIn, String tag) {
        UnaryOperator<Version> tagged = version -> version.tag().equals(standIn) ? new Version(version.content(), tag)
                : version;
        var more = new HashSet<>(seen);
        more.add(tag);
        return new State(task.map(tagged), receipts.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                entry -> new Receipt(entry.getValue().request(), entry.getValue().status(),
                        entry.getValue().version().map(tagged)))),
                Set.copyOf(more));
    }
}
