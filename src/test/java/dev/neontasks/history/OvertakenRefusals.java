package dev.neontasks.history;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Requests with a key that came while another with the same key was under way, and were refused as that was. They are one
 * write, and so the refusal of the first is theirs: what explains it may have been so at any time since the first was sent.
 */
final class OvertakenRefusals {

    private OvertakenRefusals() {
    }

    /** The same operations, each of these as if it had been sent when the first was. */
    static List<Operation> asOneWrite(List<Operation> operations) {
        var byRequest = operations.stream().filter(operation -> operation.request().key().isPresent())
                .sorted(Comparator.comparingLong(Operation::invoked).reversed())
                .collect(Collectors.groupingBy(Operation::request));
        return operations.stream().map(operation -> isRefusal(operation) ? sinceTheFirst(operation, byRequest) : operation)
                .toList();
    }

    private static boolean isRefusal(Operation operation) {
        return operation.answer().map(Answer::status).filter(status -> status == 404 || status == 412).isPresent();
    }

    private static Operation sinceTheFirst(Operation refused, Map<Request, List<Operation>> newestFirst) {
        var since = refused.invoked();
        for (var other : newestFirst.getOrDefault(refused.request(), List.of())) {
            var isUnderWay = other.invoked() < since && other.completed() > since;
            if (isUnderWay && (other.answer().isEmpty() || statusOf(other) == statusOf(refused))) {
                since = other.invoked();
            }
        }
        return refused.since(since);
    }

    private static int statusOf(Operation answered) {
        return answered.answer().orElseThrow().status();
    }
}
