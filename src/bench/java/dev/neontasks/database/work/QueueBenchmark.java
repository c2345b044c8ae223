package dev.neontasks.database.work;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.smallrye.mutiny.Uni;

import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.work.Places.Place;

/** What a piece of work costs in the queue, while nobody or many wait: what stands between a request and its statement. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QueueBenchmark {

    private static final int CONNECTIONS = 20;

    @Param({ "0", "1000" })
    int others;

    private final WorkQueue queue = new WorkQueue(new ConcurrencyLimit(CONNECTIONS), new OpenConnections(CONNECTIONS, Runnable::run), System::nanoTime);
    private final Deque<Place> places = new ArrayDeque<>();
    private int turn;

    @Setup
    public void fill() {
        queue.staffedBy(places::add);
        if (others > 0) {
            for (var i = 0; i < others + CONNECTIONS; i++) {
                queue.add(work("person " + i % 100));
            }
            places.forEach(place -> queue.take(place, 0, Instant.now()));
        }
    }

    @Benchmark
    public Object inAndOut() {
        queue.add(work("person " + turn++ % 100));
        var place = places.remove();
        if (others > 0) {
            places.add(place);
            return queue.next(place, false, Instant.now());
        }
        queue.take(place, 0, Instant.now());
        queue.next(place, false, Instant.now());
        return queue.isNeededAgain(place);
    }

    private static Work<?> work(String who) {
        var made = new Work<?>[1];
        Uni.createFrom().<String> emitter(emitter -> made[0] = new Work<>(Asker.account(who), DatabaseMetrics.Use.REQUEST,
                session -> "", null, emitter, Instant.now(), Instant.now())).subscribe().with(answer -> {
                });
        return made[0];
    }
}
