package dev.neontasks.database.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.queue.SharedQueue;
import dev.neontasks.database.work.Places.Place;

/**
 * The work there is on the database, and the places of those who do it. What holds at any moment:
 * <ol>
 * <li>Connections that are being made, open or being closed are never more than DATABASE_POOL_MAX: {@link OpenConnections}
 * counts each from the attempt to its real end.
 * <li>"Nobody waits, so I leave" and "somebody came: is a worker to be started?" exclude each other, as do all other decisions
 * here: they are taken under one lock. So while work waits that could be begun, there are as many workers as help
 * ({@link ConcurrencyLimit}), or one is about to take a connection or to look once more, or a pause after a failed attempt
 * is under way, or there is no room for a connection. Whatever ends such a state looks here; of these, the ages of an
 * attempt that hangs, of what waits and of what is slow are the only ones that are a time.
 * <li>A worker has a connection only while it has work: it leaves when there is none, and a place that is left has none.
 * <li>A failed attempt to connect is told to the evidence, and answers all that waits if that is hopeless:
 * {@link Outcomes#notConnected}.
 * <li>After a break the worker leaves with its connection, and none of that one's generation is used for anything again.
 * </ol>
 */
@Singleton
class WorkQueue {

    /** Searches that may be under way at once, of all that may: a processor of the database has many more to serve. */
    private static final int PART_OF_SEARCHES = 4;

    /** What there is at one moment, for readers that are other threads: nothing is on its way from the one to the other. */
    private record Load(int waiting, int busy, int limit) {
    }

    private final SharedQueue<Work<?>> queue;
    private final Places places = new Places();
    private final Staffing staffing;
    private Consumer<Place> staff = place -> {
    };
    private volatile Load load;

    @Inject
    WorkQueue(DatabaseSettings settings, OpenConnections connections) {
        this(new ConcurrencyLimit(settings.poolMax()), connections, System::nanoTime);
    }

    WorkQueue(ConcurrencyLimit limit, OpenConnections connections, LongSupplier time) {
        this.queue = new SharedQueue<>(work -> work.who, Math.max(1, limit.most() / PART_OF_SEARCHES));
        this.staffing = new Staffing(limit, places, connections, time);
        this.load = load();
    }

    /** @param staff starts a worker for a place, or calls {@link #abandon} if it cannot */
    void staffedBy(Consumer<Place> staff) {
        this.staff = staff;
    }

    /** Work that waits for a connection. */
    int waiting() {
        return load.waiting();
    }

    /** Work that has one. */
    int busy() {
        return load.busy();
    }

    /** As many are to be at work at once, besides those at searches and at what is slow. */
    int limit() {
        return load.limit();
    }

    /** Why the newest attempt to connect failed, if none has succeeded since. */
    Optional<FailureKind> failure() {
        return staffing.failure();
    }

    /** False when too much waits already. */
    boolean add(Work<?> work) {
        return decide(() -> queue.add(work));
    }

    /** The first piece for a worker who has just got a connection of {@code generation}; nothing as with {@link #next}. */
    Optional<Work<?>> take(Place place, int generation, Instant now) {
        return decide(() -> {
            staffing.connected(generation);
            places.serve(place, generation);
            return nextFor(place, now);
        });
    }

    /**
     * The next piece after the one that {@code place} is at; nothing when the worker is to give its connection back.
     *
     * @param again whether that one waits again, before whatever else its asker waits for
     */
    Optional<Work<?>> next(Place place, boolean again, Instant now) {
        return decide(() -> {
            place.work().ifPresent(work -> staffing.ended(place, work.hasRun(now), now, queue.due()));
            place.work().ifPresent(again ? queue::addAgain : queue::ended);
            places.end(place);
            return nextFor(place, now);
        });
    }

    /** Whether a worker who has given its connection back is to take another; otherwise its place is gone. */
    synchronized boolean isNeededAgain(Place place) {
        places.remove(place);
        return staffing.starts(place, queue.due());
    }

    /** For a worker who got no connection. True for the first of those who fail together: it has to {@link #resume}. */
    synchronized boolean hasFailed(Place place, Optional<FailureKind> kind) {
        places.remove(place);
        return staffing.failed(kind);
    }

    /** After a pause: whether the worker is to try again. */
    synchronized boolean resume(Place place) {
        staffing.resume();
        return staffing.starts(place, queue.due());
    }

    /** Starts what something else, or time, made possible. */
    void look(Instant now) {
        if (waiting() > 0) {
            decide(() -> staffing.setSlowApart(now));
        }
    }

    /** For a place whose worker could not be started, or broke off: what it was at and, if it was the last, all that waits. */
    synchronized Collection<Work<?>> abandon(Place place) {
        var abandoned = new ArrayList<Work<?>>(place.work().stream().toList());
        abandoned.forEach(queue::ended);
        places.remove(place);
        if (places.starting() + places.serving() + places.leaving() == 0) {
            abandoned.addAll(queue.removeIf(work -> true));
        }
        load = load();
        return abandoned;
    }

    /** Takes out what waits and matches. */
    synchronized Collection<Work<?>> takeOut(Predicate<Work<?>> condition) {
        var taken = queue.removeIf(condition);
        load = load();
        return taken;
    }

    /** What has a connection and matches. */
    synchronized List<Work<?>> running(Predicate<Work<?>> condition) {
        return places.works().filter(condition).toList();
    }

    /** Under the lock, and starts who is needed thereafter. */
    private <T> T decide(Supplier<T> decision) {
        List<Place> due;
        T decided;
        synchronized (this) {
            decided = decision.get();
            due = staffing.start(queue.due());
            load = load();
        }
        due.forEach(staff);
        return decided;
    }

    private Optional<Work<?>> nextFor(Place place, Instant now) {
        Optional<Work<?>> next = Optional.empty();
        if (staffing.mayGoOn(place)) {
            do {
                next.ifPresent(queue::ended);
                next = queue.poll(places.serving());
            } while (next.filter(Work::isAnswered).isPresent());
        }
        next.ifPresentOrElse(work -> places.begin(place, work, now), () -> places.leave(place));
        return next;
    }

    private Load load() {
        return new Load(queue.size(), places.busy(), staffing.limit());
    }
}
