package dev.neontasks.database;

import java.time.Instant;
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

/** What a piece of work costs in the queue, while nobody or many wait: what stands between a request and its statement. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QueueBenchmark {

    private static final int CONNECTIONS = 20;

    @Param({ "0", "1000" })
    int others;

    private final Workload workload = new Workload();
    private int turn;

    @Setup
    public void fill() {
        if (others > 0) {
            for (var i = 0; i < others + CONNECTIONS; i++) {
                workload.add(work("person " + i % 100));
            }
            workload.begin(CONNECTIONS, Instant.now());
        }
    }

    @Benchmark
    public Object inAndOut() {
        workload.add(work("person " + turn++ % 100));
        if (others > 0) {
            workload.running(work -> true).stream().findFirst().ifPresent(workload::end);
        }
        var begun = workload.begin(CONNECTIONS, Instant.now()).get(0);
        if (others == 0) {
            workload.end(begun);
        }
        return begun;
    }

    private static Work<?> work(String who) {
        var made = new Work<?>[1];
        Uni.createFrom().<String> emitter(emitter -> made[0] = new Work<>(who, DatabaseMeter.Use.REQUEST, () -> "", null, emitter,
                Instant.now(), Instant.now())).subscribe().with(answer -> {
                });
        return made[0];
    }
}
