package dev.neontasks.faults.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.neontasks.Sql;
import dev.neontasks.faults.histories.Stage.Way;

/** Random operations on one to three copies, while what a seed has drawn goes wrong: what is seen can have happened. */
@Tag("faults")
@TestInstance(Lifecycle.PER_CLASS)
class HistoriesFaultIT {

    private static final String PROPERTY = "neon-tasks.histories.";
    private static final int USUALLY = 1_000;
    private static final int OPERATIONS = Integer.getInteger(PROPERTY + "operations", USUALLY);
    /** Few that have every fault. */
    private static final List<Long> FIXED = List.of(1L, 2L, 14L, 18L, 36L, 100L, 116L, 147L);

    private Stage stage;
    private int seeds;
    private long operations;
    private long unknown;
    private int illegal;
    private Duration took = Duration.ZERO;

    /** Few connections, so that a lost one is missed. */
    private static final Way[] WAYS = { Way.direct(1), Way.direct(4).impatient(), Way.pooled(2) };

    @BeforeAll
    void start() throws SQLException {
        stage = new Stage(WAYS);
        // As everywhere but in tests, which have no server that crashes: what was committed is there afterwards.
        Sql.run(stage.database, "postgres", "alter database neondb set synchronous_commit = on");
        Sql.run(stage.database, "postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'neondb'");
    }

    @AfterAll
    void stop() {
        stage.close();
        System.out.printf("histories: %d seeds, %,d operations, %d of unknown outcome, in %d s: %d/s; %d illegal%n", seeds,
                operations, unknown, took.toSeconds(), operations * 1000 / Math.max(1, took.toMillis()), illegal);
    }

    /** Always the same, and new ones each time; or the one that is asked for. */
    static LongStream seeds() {
        var one = Long.getLong(PROPERTY + "seed");
        return one != null ? LongStream.of(one)
                : LongStream.concat(FIXED.stream().mapToLong(seed -> seed),
                        new Random().longs(Integer.getInteger(PROPERTY + "seeds", 1), 0, Long.MAX_VALUE));
    }

    @Test
    void theFixedSeedsHaveEveryFault() {
        var kinds = FIXED.stream().map(seed -> Schedule.of(seed, WAYS.length, USUALLY))
                .flatMap(schedule -> schedule.faults().stream()).map(Fault::kind).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(Arrays.asList(Fault.Kind.values()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void canHaveHappened(long seed) throws Exception {
        var schedule = Schedule.of(seed, WAYS.length, OPERATIONS);
        var begun = System.nanoTime();
        var history = new Play(stage, schedule).history();
        var played = Duration.ofNanos(System.nanoTime() - begun);
        var violations = history.violations();
        var all = Duration.ofNanos(System.nanoTime() - begun);
        seeds++;
        operations += history.size();
        unknown += history.unknown();
        took = took.plus(all);
        illegal += violations.isEmpty() ? 0 : 1;
        System.out.printf(
                "seed %d: %d copies, %d clients, %d operations, %d of unknown outcome, %d faults, in %d ms; %s after %d ms%n",
                seed, schedule.copies().size(), schedule.clients().size(), history.size(), history.unknown(),
                schedule.faults().size(), played.toMillis(), violations.isEmpty() ? "legal" : "illegal",
                all.minus(played).toMillis());
        assertThat(violations).as(schedule::toString).isEmpty();
    }
}
