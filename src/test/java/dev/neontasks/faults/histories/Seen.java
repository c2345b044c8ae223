package dev.neontasks.faults.histories;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

import dev.neontasks.history.Request;

/** What the clients of one owner know together. */
final class Seen {

    /** @param id none for POST */
    record Keyed(Optional<UUID> id, Request request) {
    }

    private final List<UUID> tasks;
    private final Map<UUID, List<String>> tags = new HashMap<>();
    private final List<Keyed> sent = new ArrayList<>();
    private final List<Keyed> effective = new ArrayList<>();
    private Optional<UUID> posted = Optional.empty();

    Seen(List<UUID> tasks) {
        this.tasks = tasks;
    }

    synchronized UUID task(int number) {
        return number < tasks.size() ? tasks.get(number) : posted.orElse(tasks.get(0));
    }

    synchronized void posted(UUID id) {
        posted = Optional.of(id);
    }

    synchronized void tag(UUID task, String tag) {
        tags.computeIfAbsent(task, none -> new ArrayList<>()).add(tag);
    }

    synchronized Optional<String> lastTag(UUID task) {
        return Optional.ofNullable(tags.get(task)).map(all -> all.get(all.size() - 1));
    }

    synchronized Optional<String> someTag(UUID task, RandomGenerator random) {
        return Optional.ofNullable(tags.get(task)).map(all -> all.get(random.nextInt(all.size())));
    }

    synchronized void sends(Keyed keyed) {
        sent.add(keyed);
    }

    synchronized void tookEffect(Keyed keyed) {
        effective.add(keyed);
    }

    /** One of the last few, so that the first may still be under way. */
    synchronized Optional<Keyed> sent(RandomGenerator random) {
        return recent(sent, random);
    }

    synchronized Optional<Keyed> effective(RandomGenerator random) {
        return recent(effective, random);
    }

    private static Optional<Keyed> recent(List<Keyed> all, RandomGenerator random) {
        return all.isEmpty() ? Optional.empty()
                : Optional.of(all.get(all.size() - 1 - random.nextInt(Math.min(all.size(), 10))));
    }
}
