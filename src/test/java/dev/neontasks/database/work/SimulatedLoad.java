package dev.neontasks.database.work;

import static dev.neontasks.database.work.Pieces.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;

import dev.neontasks.database.pool.FakeConnections;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.work.Places.Place;

/**
 * Clients who each ask again as soon as they are answered, the queue as it is, and a database that is a number of
 * processors some way off, which take up one statement after the other. Time passes from one event to the next, so a run
 * takes no longer than its events and comes out the same each time.
 */
final class SimulatedLoad {

    private static final int CLIENTS = 128;
    private static final int ACCOUNTS = 16;
    private static final long LOOK_NANOS = 100_000_000;
    private static final double SECOND = 1e9;
    /** To log in. */
    private static final int ROUND_TRIPS = 7;
    /** What each statement that waits in the database costs all others there, as a part of what they take. */
    private static final double CROWDING = 0.01;
    /** From the server's answer to the next statement at the server, besides the distance: the worker's part. */
    private static final Duration HANDING_OVER = Duration.ofNanos(100_000);

    private record Event(long at, long number, Runnable what) {
    }

    /** What a write goes through besides the database's processors, one after the other: its log's lock, its disk and so on. */
    private final class Station {

        private final Deque<Runnable> arrived = new ArrayDeque<>();
        private boolean isBusy;

        void serve(Runnable then) {
            arrived.add(then);
            next();
        }

        private void next() {
            if (!isBusy && !arrived.isEmpty()) {
                isBusy = true;
                var then = arrived.remove();
                after(Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * service.toNanos())), () -> {
                    isBusy = false;
                    next();
                    then.run();
                });
            }
        }
    }

    /** At the database. */
    private record Statement(Place place, int moreTrips) {
    }

    final FakeConnections connections;
    final WorkQueue queue;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Deque<Statement> arrived = new ArrayDeque<>();
    /** The generation of each. */
    private final Deque<Integer> idle = new ArrayDeque<>();
    private final Map<Work<?>, Runnable> answers = new IdentityHashMap<>();
    private final Map<Work<?>, Duration> slow = new IdentityHashMap<>();
    private final Map<Integer, Integer> endedInTenth = new HashMap<>();
    private final Random random = new Random(1);
    private final Duration service;
    private final int processors;
    private Duration roundTrip = Duration.ZERO;
    private double writes;
    private List<Station> stations = List.of();
    private long now;
    private long number;
    private int atWork;
    private int logins;

    /** @param service what a statement takes on one of the {@code processors}, on average */
    SimulatedLoad(ConcurrencyLimit limit, int processors, Duration service) {
        connections = new FakeConnections(limit.most());
        queue = new WorkQueue(limit, connections.open(), () -> now);
        queue.staffedBy(this::staff);
        this.processors = processors;
        this.service = service;
        look();
    }

    /** From now on. */
    SimulatedLoad away(Duration distance) {
        roundTrip = distance;
        return this;
    }

    /** So large a part of the pieces has two statements, one after the other. */
    SimulatedLoad writing(double part) {
        writes = part;
        return this;
    }

    /**
     * Each piece goes through so many more places after the statement, which take as long as that on average. Where all are
     * as busy as each other the throughput has no knee: it is c / (c + n - 1) of what one of the n places can do.
     */
    SimulatedLoad through(int more) {
        stations = Stream.generate(Station::new).limit(more).toList();
        return this;
    }

    /** All the clients come. */
    SimulatedLoad begin() {
        for (var client = 0; client < CLIENTS; client++) {
            ask(Asker.account("account " + client % ACCOUNTS));
        }
        return this;
    }

    /** Until so much more time has passed. */
    SimulatedLoad pass(Duration time) {
        var end = now + time.toNanos();
        while (!events.isEmpty() && events.element().at() <= end) {
            var next = events.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
        return this;
    }

    /** Once, for something that waits for so long without need of a processor; when it is answered, {@code then}. */
    void askSlow(Asker who, Duration takes, Runnable then) {
        var piece = Pieces.unheard(who, instant());
        slow.put(piece, takes);
        answers.put(piece, then);
        queue.add(piece);
    }

    /** Again and again, each time for that. */
    void askSlowAgain(Asker who, Duration takes) {
        askSlow(who, takes, () -> askSlowAgain(who, takes));
    }

    /** Answered in a second, in the {@code time} up to now. */
    double throughput(Duration time) {
        var tenths = (int) (time.toMillis() / 100);
        var last = (int) (now / LOOK_NANOS);
        var ended = 0;
        for (var tenth = last - tenths; tenth < last; tenth++) {
            ended += endedInTenth.getOrDefault(tenth, 0);
        }
        return ended * SECOND / time.toNanos();
    }

    int limit() {
        return queue.limit();
    }

    int logins() {
        return logins;
    }

    private void ask(Asker who) {
        var piece = Pieces.unheard(who, instant());
        answers.put(piece, () -> {
            endedInTenth.merge((int) (now / LOOK_NANOS), 1, Integer::sum);
            ask(who);
        });
        queue.add(piece);
    }

    private void staff(Place place) {
        var generation = connections.open().generation();
        while (!idle.isEmpty() && idle.element() != generation) {
            idle.remove();
            connections.close();
        }
        if (idle.isEmpty()) {
            logins++;
            after(roundTrip.multipliedBy(ROUND_TRIPS).plusMillis(5), () -> {
                connections.make();
                take(place, generation);
            });
        } else {
            idle.remove();
            after(Duration.ZERO, () -> take(place, generation));
        }
    }

    private void take(Place place, int generation) {
        queue.take(place, generation, instant()).ifPresentOrElse(work -> begin(place, work),
                () -> leave(place));
    }

    private void begin(Place place, Work<?> work) {
        var waits = slow.remove(work);
        if (waits != null) {
            after(waits, () -> end(place, work));
        } else {
            var moreTrips = random.nextDouble() < writes ? 1 : 0;
            after(roundTrip.dividedBy(2), () -> arrive(new Statement(place, moreTrips)));
        }
    }

    private void arrive(Statement statement) {
        arrived.add(statement);
        work();
    }

    private void work() {
        while (atWork < processors && !arrived.isEmpty()) {
            var statement = arrived.remove();
            atWork++;
            // As unequal as what is read and written: its logarithm is normal.
            var takes = service.toNanos() * Math.exp(0.7 * random.nextGaussian() - 0.245) * (1 + CROWDING * arrived.size());
            after(Duration.ofNanos((long) takes), () -> {
                atWork--;
                work();
                if (statement.moreTrips() > 0) {
                    after(roundTrip, () -> arrive(new Statement(statement.place(), statement.moreTrips() - 1)));
                } else {
                    pass(statement, 0);
                }
            });
        }
    }

    private void pass(Statement statement, int station) {
        if (station < stations.size()) {
            stations.get(station).serve(() -> pass(statement, station + 1));
        } else {
            after(roundTrip.dividedBy(2).plus(HANDING_OVER),
                    () -> statement.place().work().ifPresent(work -> end(statement.place(), work)));
        }
    }

    private void end(Place place, Work<?> work) {
        var answer = answers.remove(work);
        queue.next(place, false, instant()).ifPresentOrElse(next -> begin(place, next), () -> leave(place));
        answer.run();
    }

    private void leave(Place place) {
        if (place.generation() == connections.open().generation()) {
            idle.add(place.generation());
        } else {
            connections.close();
        }
        if (queue.isNeededAgain(place)) {
            staff(place);
        }
    }

    private void look() {
        queue.look(instant());
        after(Duration.ofNanos(LOOK_NANOS), this::look);
    }

    private void after(Duration time, Runnable what) {
        events.add(new Event(now + time.toNanos(), number++, what));
    }

    private Instant instant() {
        return NOON.plusNanos(now);
    }
}
