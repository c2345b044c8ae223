package dev.neontasks.database.work;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The places of those who work: first without a connection, then serving with one, then giving it back. For one thread. */
final class Places {

    /** One of them. */
    static final class Place {

        /** When it began to take a connection. */
        private long begun;
        /** Whether it was for one that was idle. */
        private boolean isTaking;
        /** Of the connection it has. */
        private int generation;
        private @Nullable Work<?> work;
        /** Whether what it is at counts for nothing beside what others are at. */
        private boolean isApart;

        int generation() {
            return generation;
        }

        boolean isApart() {
            return isApart;
        }

        /** What it is at. */
        Optional<Work<?>> work() {
            return Optional.ofNullable(work);
        }
    }

    private final Set<Place> starting = new HashSet<>();
    private final Set<Place> serving = new HashSet<>();
    private final Set<Place> leaving = new HashSet<>();
    private int busy;
    private int apart;

    /**
     * It takes a connection, from {@code now} on, as {@link System#nanoTime}.
     *
     * @param isTaking whether there is an idle one for it: otherwise one is made
     */
    void start(Place place, boolean isTaking, long now) {
        place.begun = now;
        place.isTaking = isTaking;
        starting.add(place);
    }

    /** It has a connection of {@code generation}. */
    void serve(Place place, int generation) {
        starting.remove(place);
        place.generation = generation;
        serving.add(place);
    }

    void begin(Place place, Work<?> work, Instant now) {
        work.begin(now);
        place.work = work;
        busy++;
        if (work.who.isSearching()) {
            setApart(place);
        }
    }

    /** Whoever is at what matches, from now on until it is done, is apart. */
    void setApart(Predicate<Work<?>> condition) {
        serving.stream().filter(place -> !place.isApart && place.work().filter(condition).isPresent()).forEach(this::setApart);
    }

    private void setApart(Place place) {
        place.isApart = true;
        apart++;
    }

    /** It has done what it was at. */
    void end(Place place) {
        busy -= place.work == null ? 0 : 1;
        apart -= place.isApart ? 1 : 0;
        place.work = null;
        place.isApart = false;
    }

    /** It gives its connection back. */
    void leave(Place place) {
        serving.remove(place);
        leaving.add(place);
    }

    void remove(Place place) {
        end(place);
        starting.remove(place);
        serving.remove(place);
        leaving.remove(place);
    }

    int starting() {
        return starting.size();
    }

    /** Of those, which began within the last {@code time}. */
    int starting(Duration time, long now) {
        return (int) recent(time, now).count();
    }

    /** Of those, for which there was an idle connection. */
    int taking(Duration time, long now) {
        return (int) recent(time, now).filter(place -> place.isTaking).count();
    }

    private Stream<Place> recent(Duration time, long now) {
        return starting.stream().filter(place -> now - place.begun < time.toNanos());
    }

    int serving() {
        return serving.size();
    }

    int leaving() {
        return leaving.size();
    }

    /** How many have a connection of {@code generation}. */
    int holding(int generation) {
        return (int) Stream.concat(serving.stream(), leaving.stream()).filter(place -> place.generation == generation).count();
    }

    /** How many are at work. */
    int busy() {
        return busy;
    }

    /** How many of them are at searches, or at what is slow. */
    int apart() {
        return apart;
    }

    /** What they are at. */
    Stream<Work<?>> works() {
        return serving.stream().map(Place::work).flatMap(Optional::stream);
    }
}
