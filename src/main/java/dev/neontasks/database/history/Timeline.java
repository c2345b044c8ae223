package dev.neontasks.database.history;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.neontasks.database.failure.FailureKind;

/**
 * What the database was at, one thing after the other: so many of them at most, of which the oldest goes first. For one thread
 * at a time.
 */
final class Timeline {

    private record Turn(Phase phase, Instant from, Optional<FailureKind> reason) {
    }

    private final int most;
    private final Deque<Turn> turns = new ArrayDeque<>();

    Timeline(int most, Instant started) {
        this.most = most;
        turns.add(new Turn(Phase.UNKNOWN, started, Optional.empty()));
    }

    Phase newest() {
        return turns.getLast().phase();
    }

    /** Since when that has been so. */
    Instant newestFrom() {
        return turns.getLast().from();
    }

    /** It is at {@code phase} since {@code from}; no earlier than what is known before that, for clocks are set back, too. */
    void turn(Phase phase, Instant from, Optional<FailureKind> reason) {
        var last = turns.getLast();
        if (last.phase() == phase && last.reason().equals(reason)) {
            return;
        }
        if (!from.isAfter(last.from())) {
            turns.removeLast();
        }
        var before = turns.peekLast();
        if (before == null || before.phase() != phase || !before.reason().equals(reason)) {
            turns.addLast(new Turn(phase, from.isAfter(last.from()) ? from : last.from(), reason));
        }
        if (turns.size() > most) {
            turns.removeFirst();
        }
    }

    /** What was over at {@code time} is forgotten. */
    void forgetUntil(Instant time) {
        while (turns.size() > 1) {
            var first = turns.removeFirst();
            if (turns.getFirst().from().isAfter(time)) {
                turns.addFirst(first);
                return;
            }
        }
    }

    /** Those that were not over at {@code begin}, in which the first begins at the earliest. */
    List<Stretch> since(Instant begin) {
        var stretches = new ArrayList<Stretch>(turns.size());
        Turn turn = null;
        for (var next : turns) {
            if (turn != null && next.from().isAfter(begin)) {
                stretches.add(stretch(turn, begin, Optional.of(next.from())));
            }
            turn = next;
        }
        stretches.add(stretch(turns.getLast(), begin, Optional.empty()));
        return stretches;
    }

    /** When the oldest that is kept began. */
    Instant begin() {
        return turns.getFirst().from();
    }

    private static Stretch stretch(Turn turn, Instant begin, Optional<Instant> to) {
        return new Stretch(turn.phase(), turn.from().isAfter(begin) ? turn.from() : begin, to, turn.reason());
    }
}
