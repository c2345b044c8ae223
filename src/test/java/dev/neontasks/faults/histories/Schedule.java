package dev.neontasks.faults.histories;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.neontasks.faults.histories.Fault.Kind;
import dev.neontasks.faults.histories.Step.Condition;
import dev.neontasks.faults.histories.Step.Keyed;
import dev.neontasks.history.Change;
import dev.neontasks.history.Request.Method;

/**
 * Who asks what, and what goes wrong meanwhile: all of it follows from the seed, and from how many copies and operations there
 * may be.
 *
 * @param copies which are asked, by their numbers: client {@code i} asks the one at {@code i}, and again from the first
 * @param tasks how many of each owner have ids that clients know
 * @param clients what each asks
 */
record Schedule(long seed, List<Integer> copies, int tasks, List<List<Step>> clients, List<Fault> faults) {

    static final int OWNERS = 2;
    private static final List<String> STATEMENTS = List.of("insert into tasks", "update tasks", "delete from tasks");
    private static final int BEYOND_TIMEOUT = 1_200;
    private static final int OPERATIONS_PER_FAULT = 40;
    /** One of them has one fault that takes seconds. */
    private static final int SEEDS_PER_COSTLY = 5;

    static Schedule of(long seed, int copies, int operations) {
        var random = new Random(seed);
        var numbers = new ArrayList<>(IntStream.range(0, copies).boxed().toList());
        Collections.shuffle(numbers, random);
        var asked = List.copyOf(numbers.subList(0, 1 + random.nextInt(copies)));
        var tasks = 1 + random.nextInt(3);
        var clients = Math.max(2, asked.size()) + random.nextInt(6);
        var steps = IntStream.range(0, clients).mapToObj(
                client -> IntStream.range(0, operations / clients + (client < operations % clients ? 1 : 0))
                        .mapToObj(turn -> step(random, tasks, client + "." + turn)).toList())
                .toList();
        return new Schedule(seed, asked, tasks, steps, faults(random, asked, operations));
    }

    private static Step step(Random random, int tasks, String title) {
        var method = method(random);
        var change = switch (method) {
            case GET, LIST, DELETE -> Change.NONE;
            case POST, PUT -> Change.to(title, random.nextBoolean());
            case PATCH -> random.nextBoolean() ? Change.ofCompleted(random.nextBoolean())
                    : new Change(Optional.of(title), Optional.empty());
        };
        return new Step(method, random.nextInt(OWNERS), random.nextInt(tasks + 1), change, condition(random, method),
                keyed(random, method));
    }

    private static Method method(Random random) {
        var chance = random.nextInt(100);
        if (chance < 24) {
            return Method.GET;
        } else if (chance < 30) {
            return Method.LIST;
        } else if (chance < 36) {
            return Method.POST;
        } else if (chance < 64) {
            return Method.PUT;
        }
        return chance < 82 ? Method.PATCH : Method.DELETE;
    }

    private static Condition condition(Random random, Method method) {
        var chance = random.nextInt(10);
        return switch (method) {
            case LIST, POST -> Condition.NONE;
            case GET -> chance < 3 ? Condition.LAST_TAG : Condition.NONE;
            case PUT, PATCH, DELETE -> {
                if (chance == 0) {
                    yield method == Method.PUT ? Condition.ABSENT : Condition.ANY;
                } else if (chance == 1) {
                    yield Condition.SOME_TAG;
                }
                yield chance < 5 ? Condition.LAST_TAG : Condition.NONE;
            }
        };
    }

    private static Keyed keyed(Random random, Method method) {
        var chance = random.nextInt(20);
        if (method == Method.GET || method == Method.LIST || chance > 5) {
            return Keyed.NOT;
        } else if (chance == 5) {
            return Keyed.REUSED;
        }
        return chance > 2 ? Keyed.AGAIN : Keyed.NEW;
    }

    private static List<Fault> faults(Random random, List<Integer> copies, int operations) {
        var cheap = Stream.of(Kind.values()).filter(kind -> !kind.isCostly()).toList();
        var costly = Stream.of(Kind.values()).filter(Kind::isCostly).toList();
        var once = Stream.of(costly.get(random.nextInt(costly.size())))
                .filter(kind -> random.nextInt(SEEDS_PER_COSTLY) == 0);
        var others = IntStream.range(0, operations / OPERATIONS_PER_FAULT)
                .mapToObj(number -> random.nextBoolean() ? Kind.LOST_ANSWER : cheap.get(random.nextInt(cheap.size())));
        return Stream.concat(once, others).map(kind -> new Fault(random.nextInt(operations), kind,
                copies.get(random.nextInt(copies.size())), STATEMENTS.get(random.nextInt(STATEMENTS.size())),
                kind == Kind.HANG && random.nextInt(10) == 0 ? BEYOND_TIMEOUT : 20 + random.nextInt(130)))
                .sorted(Comparator.comparingInt(Fault::after)).toList();
    }

    int operations() {
        return clients.stream().mapToInt(List::size).sum();
    }

    @Override
    public String toString() {
        return "seed %d: copies %s, %d clients, %d operations on %d tasks of each of %d owners; faults:%n%s".formatted(seed,
                copies.stream().map(copy -> copy + 1).toList(), clients.size(), operations(), tasks, OWNERS,
                faults.stream().map(fault -> "  " + fault + "\n").collect(Collectors.joining()));
    }
}
