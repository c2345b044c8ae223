package dev.neontasks.history;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.neontasks.history.Linearizer.TooManyOrders;

/**
 * Leaves out of an illegal history what its impasse does not need. Without a write a legal history might be illegal, for
 * somebody may have read it: so a write is first made optional, which takes no order away, and is shown all the same if an
 * answer that is needed shows it.
 */
final class Shrinking {

    /** It searches once for every operation. */
    private static final int MOST = Linearizer.MOST / 50;

    private List<Operation> kept;
    private Operation impasse;

    private Shrinking(List<Operation> history, Operation end) {
        var time = end.completed();
        kept = history.stream().filter(operation -> operation.invoked() <= time)
                .sorted(Comparator.comparingLong(Operation::invoked)).map(operation -> operation.asOf(time)).toList();
        impasse = end;
    }

    static CounterExample of(List<Operation> history, Operation end) {
        var shrinking = new Shrinking(history, end);
        for (var i = shrinking.kept.size() - 1; i >= 0; i--) {
            shrinking.tryWithout(i);
        }
        return new CounterExample(shrinking.telling(), shrinking.impasse, history.size());
    }

    private void tryWithout(int place) {
        var operation = kept.get(place);
        if (!operation.hasEffect() || operation.required()) {
            var before = kept.subList(0, place).stream();
            var instead = operation.hasEffect() ? Stream.of(operation.optional()) : Stream.<Operation> empty();
            var after = kept.subList(place + 1, kept.size()).stream();
            var fewer = Stream.of(before, instead, after).flatMap(part -> part).toList();
            search(fewer).ifPresent(still -> {
                kept = fewer;
                impasse = still;
            });
        }
    }

    private static Optional<Operation> search(List<Operation> operations) {
        try {
            return Linearizer.search(operations, MOST);
        } catch (TooManyOrders e) {
            return Optional.empty();
        }
    }

    private List<Operation> telling() {
        var seen = seen();
        return kept.stream().filter(operation -> operation.required()
                || operation.request().change().title().filter(seen::contains).isPresent()
                || operation.answer().flatMap(Answer::tag).filter(seen::contains).isPresent()).toList();
    }

    /** Titles and tags in the answers that are needed. */
    private Set<String> seen() {
        var seen = new HashSet<String>();
        kept.stream().filter(Operation::required).forEach(operation -> {
            var request = operation.request();
            Stream.of(request.ifMatch(), request.ifNoneMatch(), operation.answer().flatMap(Answer::tag),
                    operation.answer().flatMap(Answer::content).map(Content::title))
                    .flatMap(Optional::stream).forEach(seen::add);
        });
        return seen;
    }
}
