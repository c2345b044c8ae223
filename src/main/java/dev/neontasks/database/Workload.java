package dev.neontasks.database;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

/** The work there is on the database: what waits for a connection, in its order, and what has one. */
@Singleton
class Workload {

    private static final int MOST_WAITING = 5_000;
    /** So that one asker alone leaves room for others. */
    private static final int MOST_WAITING_OF_ONE = 500;

    private final FairQueue<Work<?>> queue = new FairQueue<>();
    private final Set<Work<?>> running = new HashSet<>();
    /** Of {@link #queue} and {@link #running}, for readers without the lock. */
    private volatile int waiting;
    private volatile int busy;

    int waiting() {
        return waiting;
    }

    int busy() {
        return busy;
    }

    /** False when too much waits already. */
    synchronized boolean add(Work<?> work) {
        if (queue.size() >= MOST_WAITING || queue.size(work.who) >= MOST_WAITING_OF_ONE) {
            return false;
        }
        queue.add(work.who, work);
        counted();
        return true;
    }

    /** Before whatever else its asker waits for. */
    synchronized void addAgain(Work<?> work) {
        queue.addFirst(work.who, work);
        counted();
    }

    /** What may begin now that there are {@code connections} in all. */
    synchronized List<Work<?>> begin(int connections, Instant now) {
        var begun = new ArrayList<Work<?>>(1);
        while (running.size() < connections) {
            var next = queue.poll();
            if (next.isEmpty()) {
                break;
            }
            if (!next.get().isAnswered()) {
                next.get().begin(now);
                running.add(next.get());
                begun.add(next.get());
            }
        }
        counted();
        return begun;
    }

    synchronized void end(Work<?> work) {
        running.remove(work);
        counted();
    }

    /** Takes out what waits and matches. */
    synchronized Collection<Work<?>> takeOut(Predicate<Work<?>> condition) {
        var taken = queue.removeIf(condition);
        counted();
        return taken;
    }

    /** What has a connection and matches. */
    synchronized List<Work<?>> running(Predicate<Work<?>> condition) {
        return running.stream().filter(condition).toList();
    }

    /** Whether some of what has a connection has had it for longer than {@code time}. */
    boolean hasRunFor(Duration time, Instant now) {
        return busy > 0 && !running(work -> work.hasRunFor(time, now)).isEmpty();
    }

    private void counted() {
        waiting = queue.size();
        busy = running.size();
    }
}
