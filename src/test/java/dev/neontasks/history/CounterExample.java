package dev.neontasks.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operations on one task that contradict each other, for people to read. */
final class CounterExample {

    private final List<Operation> operations;
    private final Operation impasse;
    private final int of;
    private final Map<String, String> tags = new HashMap<>();

    /** @param of how many operations there were before it was shrunk */
    CounterExample(List<Operation> operations, Operation impasse, int of) {
        this.operations = operations;
        this.impasse = impasse;
        this.of = of;
    }

    List<Operation> operations() {
        return operations;
    }

    /** A line for each operation, in the order in which they were sent. */
    @Override
    public String toString() {
        var start = operations.stream().mapToLong(Operation::invoked).min().orElse(0);
        var lines = new StringBuilder("no order explains these, of %d operations:%n".formatted(of));
        for (var operation : operations) {
            lines.append("  client %2d %10s to %-10s %-40s → %s%s%n".formatted(operation.client(),
                    millis(operation.invoked() - start),
                    operation.completed() == Operation.NEVER ? "?" : millis(operation.completed() - start),
                    asked(operation.request()), operation.answer().map(this::answered).orElse("no answer"),
                    operation.equals(impasse) ? "   impossible" : ""));
        }
        return lines.toString();
    }

    private String asked(Request request) {
        return request.method() + request.change().toString() + request.ifMatch().map(tag -> " If-Match " + tag(tag)).orElse("")
                + request.ifNoneMatch().map(tag -> " If-None-Match " + tag(tag)).orElse("")
                + request.key().map(key -> " key " + key).orElse("");
    }

    private String answered(Answer answer) {
        return answer.status() + answer.content().map(content -> " " + content).orElse("")
                + answer.tag().map(tag -> " " + tag(tag)).orElse("") + (answer.replayed() ? " replayed" : "");
    }

    /** Short, numbered in the order in which they are shown. */
    private String tag(String tag) {
        return tag.equals("*") ? tag : tags.computeIfAbsent(tag, any -> "tag" + (tags.size() + 1));
    }

    private static String millis(long nanos) {
        return "%.1f ms".formatted(nanos / 1e6);
    }
}
