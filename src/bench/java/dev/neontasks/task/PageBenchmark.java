package dev.neontasks.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.neontasks.api.ServiceMapper;

/** A page of twenty tasks as JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PageBenchmark {

    private final ObjectMapper mapper = ServiceMapper.create();
    private final TaskList page = new TaskList(IntStream.range(0, 20).mapToObj(PageBenchmark::task).toList(), "cursor",
            null);

    @Benchmark
    public byte[] write() throws JsonProcessingException {
        return mapper.writeValueAsBytes(page);
    }

    private static TaskView task(int number) {
        var created = Instant.parse("2026-11-24T12:00:00Z").plusSeconds(number);
        return new TaskView(new UUID(1, number), "Water the plants on floor " + number, number % 2 == 0 ? "All of them" : null,
                number % 3 == 0, number % 4 == 0 ? LocalDate.of(2026, 12, 24) : null, created, created, new UUID(2, number));
    }
}
