package dev.neontasks.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.neontasks.history.Configurations.Configuration;

/**
 * Searches for an order of operations that explains all answers and keeps to real time (Wing &amp; Gong, "Testing and Verifying
 * Concurrent Objects", 1993), with the memory that Lowe ("Testing for linearizability", 2017) gave it: what leads to the same
 * state with the same operations left is looked at once. All orders advance together, from one answer to the next, and an
 * operation is put into them no earlier than an answer needs it. So the first answer that none of them explains ends the
 * shortest beginning that is illegal, and writes of unknown outcome, of which there are many, cost little.
 */
final class Linearizer {

    /** Of configurations looked at, a few microseconds each. Real histories of hundreds of operations need some thousand. */
    static final int MOST = 500_000;

    private record Event(long time, boolean isAnswer, int operation) {
    }

    private final List<Operation> history;
    private final TaskModel model;
    private final OpenOperations open;
    private final boolean hasKeys;
    private Configurations reached = new Configurations();
    private int left;

    private Linearizer(List<Operation> history, int most) {
        this.history = history;
        left = most;
        model = new TaskModel(history);
        open = new OpenOperations(history);
        hasKeys = history.stream().anyMatch(operation -> operation.request().key().isPresent());
        reached.add(new Configuration(State.ABSENT, new BitSet(), new BitSet()));
    }

    /**
     * The operation whose answer no order explains; empty if the history, of one task that was absent before, is legal.
     *
     * @throws TooManyOrders if it takes more than {@code most} configurations to decide it
     */
    static Optional<Operation> search(List<Operation> history, int most) {
        return new Linearizer(history, most).search();
    }

    private Optional<Operation> search() {
        for (var event : events()) {
            if (event.isAnswer()) {
                reached = answered(event.operation());
                if (reached.size() == 0) {
                    return Optional.of(history.get(event.operation()));
                }
            } else {
                open.add(event.operation());
                reached = settled(reached);
            }
        }
        return Optional.empty();
    }

    /** At the same moment, requests before answers: nobody can tell that they were not. */
    private List<Event> events() {
        return IntStream.range(0, history.size()).boxed().flatMap(i -> {
            var operation = history.get(i);
            var sent = new Event(operation.invoked(), false, i);
            return operation.completed() == Operation.NEVER ? Stream.of(sent)
                    : Stream.of(sent, new Event(operation.completed(), true, i));
        }).sorted(Comparator.comparingLong(Event::time).thenComparing(Event::isAnswer)).toList();
    }

    /** Once {@code answered} has happened, or can happen no more. */
    private Configurations answered(int answered) {
        var next = new Configurations();
        var looked = new Configurations();
        var queue = new ArrayDeque<Configuration>();
        for (var configuration : reached.all()) {
            if (configuration.has(answered) || !history.get(answered).required()) {
                next.add(configuration.without(answered));
            }
            if (!configuration.has(answered) && looked.add(configuration)) {
                queue.add(configuration);
            }
        }
        // What can explain the answer at once needs nothing of unknown outcome before it: that can as well come after it, if it
        // is to be seen at all. A receipt could be seen even so.
        var atOnce = !hasKeys && open.isAlone(answered);
        while (!queue.isEmpty()) {
            var from = queue.remove();
            var ends = steps(from, answered);
            ends.forEach(end -> next.add(end.without(answered)));
            if (ends.isEmpty() || !atOnce) {
                open.after(from).filter(candidate -> candidate != answered)
                        .flatMap(candidate -> steps(from, candidate).stream())
                        .filter(looked::add).forEach(queue::add);
            }
            if (--left < 0) {
                throw new TooManyOrders();
            }
        }
        open.remove(answered);
        return next;
    }

    private Configurations settled(Configurations configurations) {
        var settled = new Configurations();
        configurations.all().forEach(configuration -> settled.add(settled(configuration)));
        return settled;
    }

    /** What changes nothing and can happen, happens: there is nothing to be gained by putting it off. */
    private Configuration settled(Configuration configuration) {
        var settled = configuration;
        for (var number : open.withoutEffect()) {
            if (!settled.has(number) && model.after(settled.state(), history.get(number)).contains(settled.state())) {
                settled = settled.with(settled.state(), number, true);
            }
        }
        return settled;
    }

    private List<Configuration> steps(Configuration from, int operation) {
        var steps = new ArrayList<Configuration>();
        for (var state : model.after(from.state(), history.get(operation))) {
            steps.add(settled(from.with(state, operation, history.get(operation).required())));
        }
        return steps;
    }

    /** There are more orders than can be looked at. */
    static final class TooManyOrders extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
