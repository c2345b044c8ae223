package dev.neontasks.database.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What it makes of pieces that end one after the other; {@code AdaptiveLimitTest} has it in the queue. */
class ConcurrencyLimitTest {

    private static final int MAX = 20;
    private static final int RUNS = 100;
    /** What one alone could have end in a second. */
    private static final double RATE = 1000;
    private static final IntToDoubleFunction UNHINDERED = limit -> limit * RATE;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(MAX);
    private final Random random = new Random(3);
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void isAsManyAsMayBeUntilItIsKnownBetter() {
        assertThat(limit.limit()).isEqualTo(MAX);
        serve(MAX, knee(2));
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void leavesFewAsTheyAre(int max) {
        var few = new ConcurrencyLimit(max);
        assertThat(few.limit()).isEqualTo(max);
        for (var piece = 0; piece < 10_000; piece++) {
            now = now.plusMillis(piece % 7);
            few.ended(now, max, MAX);
            assertThat(few.limit()).isEqualTo(max);
        }
    }

    @Test
    void staysWhereMoreServeMore() {
        serve(20_000, UNHINDERED);
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    /**
     * As many as serve as much as can be served, or up to twice as many; chance misleads it now and then, until it looks again.
     */
    @ParameterizedTest
    @CsvSource({ "2, 2", "3, 5", "4, 5", "5, 5", "6, 10", "8, 10", "10, 10", "12, 20", "16, 20" })
    void isHalvedWhileHalfAsManyServeAsMuch(int knee, int wanted) {
        var learnt = IntStream.range(0, RUNS).map(seed -> learnt(knee(knee), seed)).boxed().toList();
        assertThat(learnt).filteredOn(seen -> seen == wanted).hasSizeGreaterThan(RUNS * 2 / 5);
        assertThat(learnt).filteredOn(seen -> seen < wanted).hasSizeLessThan(RUNS / 10);
    }

    /** Where the throughput has no knee, but grows ever less, as that of several places as busy as each other. */
    @ParameterizedTest
    @ValueSource(doubles = { 0, 0.3, 0.6, 1, 2, 3, 5, 10 })
    void losesNoMoreOfTheThroughputThanItMay(double others) {
        IntToDoubleFunction throughput = limit -> 2000 * limit / (limit + others);
        var right = IntStream.range(0, RUNS).filter(
                seed -> throughput.applyAsDouble(learnt(throughput, seed)) >= 0.93 * throughput.applyAsDouble(MAX)).count();
        assertThat(right).isGreaterThan(RUNS * 4 / 5);
    }

    @Test
    void isFewWhereMoreServeLess() {
        var right = IntStream.range(0, RUNS).filter(seed -> learnt(limit -> 2500 - 40 * limit, seed) <= 5).count();
        assertThat(right).isGreaterThan(RUNS * 9 / 10);
    }

    @Test
    void growsWithTheKnee() {
        serve(20_000, knee(2));
        assertThat(limit.limit()).isEqualTo(2);
        // Two serve what they did, so that only the next look tells.
        serve(100_000, knee(5));
        assertThat(limit.limit()).isBetween(4, 10);
        serve(300_000, UNHINDERED);
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    /** Far off, where all of the few that there were take long: it would have learnt of nothing but these. */
    @Test
    void growsWhenTheThroughputFallsAsItLooks() {
        for (var pieces = 0; pieces < 1_000_000 && limit.limit() > 2; pieces++) {
            serve(1, knee(4));
        }
        assertThat(limit.limit()).as("to see whether they do").isEqualTo(2);
        serve(500, limit -> limit * 20);
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    @Test
    void aPauseDoesNotMatter() {
        serve(40_000, knee(4));
        var before = limit.limit();
        for (var time = 0; time < 8; time++) {
            now = now.plusMillis(300);
            serve(5_000, knee(4));
            assertThat(limit.limit()).isEqualTo(before);
        }
    }

    /** With gaps in between of which it cannot know how long they would be if more had come. */
    @Test
    void learnsNothingWhileNobodyWaits() {
        for (var piece = 0; piece < 20_000; piece++) {
            limit.paused();
            now = now.plusMillis(random.nextInt(20));
            limit.ended(now, limit.limit(), MAX);
        }
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    @Test
    void beginsAnewAfterALull() {
        for (var pieces = 0; pieces < 1_000_000 && limit.limit() == MAX; pieces++) {
            serve(1, knee(2));
        }
        assertThat(limit.limit()).as("to see whether half as many do").isEqualTo(MAX / 2);
        now = now.plusSeconds(3600);
        serve(1, UNHINDERED);
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    @Test
    void isNoLowerForConnectionsThatAreNotThereYet() {
        for (var piece = 0; piece < 5_000; piece++) {
            now = now.plusMillis(20);
            limit.ended(now, 4, MAX);
            assertThat(limit.limit()).isEqualTo(MAX);
        }
    }

    @Test
    void forgets() {
        serve(20_000, knee(2));
        assertThat(limit.limit()).isLessThan(6);
        limit.forget();
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    /** Times of any length, also less than none, as when somebody has set the clock, and counts that cannot be. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 5, 20, 100 })
    void isNeverOutOfBounds(int max) {
        for (var run = 0; run < 20; run++) {
            var any = new ConcurrencyLimit(max);
            for (var piece = 0; piece < 5_000; piece++) {
                var nanos = (long) Math.exp(random.nextDouble() * 30) * (random.nextInt(50) == 0 ? -1 : 1);
                now = random.nextInt(100) == 0 ? now : now.plusNanos(nanos);
                any.ended(now, random.nextInt(max + 2), MAX);
                if (random.nextInt(1_000) == 0) {
                    any.forget();
                }
                assertThat(any.limit()).isBetween(Math.min(2, max), max);
            }
        }
    }

    private static IntToDoubleFunction knee(int knee) {
        return limit -> Math.min(limit, knee) * RATE;
    }

    private int learnt(IntToDoubleFunction throughput, int seed) {
        var learning = new ConcurrencyLimit(MAX);
        serve(learning, 20_000, throughput, new Random(seed));
        return learning.limit();
    }

    private void serve(int pieces, IntToDoubleFunction throughput) {
        serve(limit, pieces, throughput, random);
    }

    /** At times of some width around what so many have, per second. */
    private void serve(ConcurrencyLimit learning, int pieces, IntToDoubleFunction throughput, Random random) {
        for (var piece = 0; piece < pieces; piece++) {
            var usual = 1e9 / throughput.applyAsDouble(learning.limit());
            now = now.plusNanos((long) (usual * Math.exp(0.5 * random.nextGaussian() - 0.125)));
            learning.ended(now, learning.limit(), MAX);
        }
    }
}
