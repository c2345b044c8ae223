package dev.neontasks.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.neontasks.history.Configurations.Configuration;

/** What has been sent and is not answered yet, or never will be. */
final class OpenOperations {

    private final List<Operation> history;
    private final Set<String> titlesSeen;
    private final TreeSet<Integer> open = new TreeSet<>();
    private final TreeSet<Integer> withoutEffect = new TreeSet<>();
    private final Map<Integer, Integer> twins = new HashMap<>();
    private final Map<Request, Integer> unknown = new HashMap<>();

    OpenOperations(List<Operation> history) {
        this.history = history;
        titlesSeen = history.stream().flatMap(operation -> operation.answer().stream())
                .flatMap(answer -> answer.content().stream()).map(Content::title).collect(Collectors.toUnmodifiableSet());
    }

    void add(int number) {
        open.add(number);
        var operation = history.get(number);
        if (operation.required() && !operation.hasEffect()) {
            withoutEffect.add(number);
        }
        if (operation.completed() == Operation.NEVER) {
            var twin = unknown.put(asFarAsSeen(operation.request()), number);
            if (twin != null) {
                twins.put(number, twin);
            }
        }
    }

    void remove(int number) {
        open.remove(number);
        withoutEffect.remove(number);
    }

    /** Those of which it is known that they change nothing. */
    Set<Integer> withoutEffect() {
        return withoutEffect;
    }

    /** Whether no other one than this has to happen. */
    boolean isAlone(int number) {
        return open.stream().noneMatch(other -> other != number && history.get(other).required());
    }

    /** What can happen next. Of lost requests that are alike as far as anybody can tell, the first. */
    Stream<Integer> after(Configuration configuration) {
        return open.stream().filter(number -> !configuration.has(number)
                && (!twins.containsKey(number) || configuration.has(twins.get(number))));
    }

    /** Nobody can tell one title that nobody has seen from another. */
    private Request asFarAsSeen(Request request) {
        return request.change().title().filter(title -> !titlesSeen.contains(title))
                .map(title -> new Request(request.method(), Change.to("", request.change().completed().orElse(false)),
                        request.ifMatch(), request.ifNoneMatch(), request.key()))
                .orElse(request);
    }
}
