package dev.neontasks.history;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Requests with a key that came while another with the same key was under way, and were refused as that was. They are one
 * write,
 * and so the refusal of the first is theirs, whatever has become of the task meanwhile: of the order they tell nothing.
 */
final class OvertakenRefusals {

    private OvertakenRefusals() {
    }

    static List<Operation> without(List<Operation> operations) {
        var byRequest = operations.stream().filter(operation -> operation.request().key().isPresent())
                .collect(Collectors.groupingBy(Operation::request));
        return operations.stream().filter(operation -> !isOvertaken(operation, byRequest)).toList();
    }

    private static boolean isOvertaken(Operation operation, Map<Request, List<Operation>> byRequest) {
        var refusal = operation.answer().map(Answer::status).filter(status -> status == 404 || status == 412);
        return refusal.isPresent() && byRequest.getOrDefault(operation.request(), List.of()).stream()
                .anyMatch(other -> other.invoked() < operation.invoked() && other.completed() > operation.invoked()
                        && other.answer().map(Answer::status).or(() -> refusal).equals(refusal));
    }
}
