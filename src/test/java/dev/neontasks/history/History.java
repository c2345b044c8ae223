package dev.neontasks.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.neontasks.history.Linearizer.TooManyOrders;
import dev.neontasks.history.Request.Method;

/** All that the clients of one run have seen. They may add to it at the same time. */
public final class History {

    private record Single(String owner, Optional<String> id, Operation operation) {
    }

    private record Listing(String owner, int client, long invoked, long completed, List<Map.Entry<String, Content>> items) {
    }

    private record Task(String owner, String id) implements Comparable<Task> {

        @Override
        public int compareTo(Task other) {
            return Comparator.comparing(Task::owner).thenComparing(Task::id).compare(this, other);
        }
    }

    private final Queue<Single> singles = new ConcurrentLinkedQueue<>();
    private final Queue<Listing> listings = new ConcurrentLinkedQueue<>();

    /** @param id empty for a POST without an answer */
    public void add(String owner, Optional<String> id, Operation operation) {
        singles.add(new Single(owner, id, operation));
    }

    /** All tasks of an owner, from one page or more, as they came. */
    public void addList(String owner, int client, long invoked, long completed, List<Map.Entry<String, Content>> items) {
        listings.add(new Listing(owner, client, invoked, completed, items));
    }

    public int size() {
        return singles.size() + listings.size();
    }

    /** How many are of unknown outcome. */
    public long unknown() {
        return singles.stream().filter(single -> single.operation().answer().isEmpty()).count();
    }

    /** What cannot have happened, for people to read; nothing if the history is legal. */
    public List<String> violations() {
        var violations = new ArrayList<String>();
        listings.forEach(listing -> twice(listing.items().stream().map(Map.Entry::getKey))
                .forEach(id -> violations.add("%s, task %s: listed twice".formatted(listing.owner(), id))));
        // Within one task the search finds it; here two tasks, too.
        twice(singles.stream().map(Single::operation).filter(Operation::hasEffect)
                .flatMap(operation -> operation.answer().flatMap(Answer::tag).stream()))
                .forEach(tag -> violations.add("the tag %s was given to two writes".formatted(tag)));
        var tasks = byTask();
        ofTwo(tasks, (task, operation) -> operation.answer().flatMap(Answer::tag))
                .forEach(tag -> violations.add("the tag %s was seen of two tasks".formatted(tag)));
        ofTwo(tasks, (task, operation) -> operation.request().key().filter(key -> operation.isWritten())
                .map(key -> task.owner() + ", key " + key))
                .forEach(key -> violations.add(key + ": two tasks were written"));
        tasks.forEach((task, operations) -> violation(OvertakenRefusals.asOneWrite(operations))
                .ifPresent(text -> violations.add("%s, task %s: %s".formatted(task.owner(), task.id(), text))));
        return violations;
    }

    /** What operations on two tasks have in common. */
    private static Set<String> ofTwo(Map<Task, List<Operation>> tasks, BiFunction<Task, Operation, Optional<String>> part) {
        return twice(tasks.entrySet().stream().flatMap(task -> task.getValue().stream()
                .flatMap(operation -> part.apply(task.getKey(), operation).stream()).distinct()));
    }

    private static Optional<String> violation(List<Operation> operations) {
        try {
            return Linearizer.search(operations, Linearizer.MOST).map(impasse -> Shrinking.of(operations, impasse).toString());
        } catch (TooManyOrders e) {
            return Optional.of("undecided, there are too many orders of " + operations.size() + " operations");
        }
    }

    private Map<Task, List<Operation>> byTask() {
        var tasks = new TreeMap<Task, List<Operation>>();
        var made = made();
        var keyed = keyed();
        for (var single : singles) {
            var request = single.operation().request();
            var first = request.key().map(key -> keyed.get(new Task(single.owner(), key)));
            var id = request.method() != Method.POST ? single.id()
                    : first.or(single::id).or(() -> Optional.ofNullable(
                            made.get(new Task(single.owner(), request.change().alone().title()))));
            // A POST that nobody ever saw anything of tells nothing.
            id.ifPresent(known -> operations(tasks, new Task(single.owner(), known)).add(single.operation()));
        }
        listings.stream().flatMap(listing -> listing.items().stream().map(item -> new Task(listing.owner(), item.getKey())))
                .forEach(task -> operations(tasks, task));
        tasks.forEach((task, operations) -> listings.stream().filter(listing -> listing.owner().equals(task.owner()))
                .forEach(listing -> operations.add(of(task, listing))));
        return tasks;
    }

    private static List<Operation> operations(Map<Task, List<Operation>> tasks, Task task) {
        return tasks.computeIfAbsent(task, any -> new ArrayList<>());
    }

    /** What a list says of one task: nothing missing that is there, nothing there that is not. */
    private static Operation of(Task task, Listing listing) {
        var content = listing.items().stream().filter(item -> item.getKey().equals(task.id())).map(Map.Entry::getValue)
                .findFirst();
        return Operation.answered(listing.client(), Request.of(Method.LIST, Change.NONE), listing.invoked(),
                listing.completed(),
                new Answer(content.isPresent() ? 200 : 404, content, Optional.empty(), false));
    }

    /** Which ids were seen with a title: a POST without an answer is known by it. */
    private Map<Task, String> made() {
        var made = new HashMap<Task, String>();
        listings.forEach(listing -> listing.items()
                .forEach(item -> made.putIfAbsent(new Task(listing.owner(), item.getValue().title()), item.getKey())));
        return made;
    }

    /** The first task that was made with an owner's key: all others that carry it are about that one, or wrong. */
    private Map<Task, String> keyed() {
        return singles.stream().filter(single -> single.operation().request().method() == Method.POST)
                .filter(single -> single.id().isPresent() && single.operation().request().key().isPresent())
                .sorted(Comparator.comparingLong(single -> single.operation().completed()))
                .collect(Collectors.toMap(single -> new Task(single.owner(), single.operation().request().key().orElseThrow()),
                        single -> single.id().orElseThrow(), (first, second) -> first));
    }

    private static Set<String> twice(Stream<String> texts) {
        var counts = texts.collect(Collectors.groupingBy(text -> text, Collectors.counting()));
        return counts.entrySet().stream().filter(entry -> entry.getValue() > 1).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
