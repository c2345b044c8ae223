package dev.neontasks.database.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it makes of times, given one after the other; {@code AdaptiveLimitTest} has it in the queue. */
class ConcurrencyLimitTest {

    private static final int MAX = 20;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(MAX);

    @Test
    void isAsManyAsMayBeUntilItIsKnownBetter() {
        assertThat(limit.limit()).isEqualTo(MAX);
        for (var piece = 0; piece < 7; piece++) {
            limit.ended(Duration.ofSeconds(1), MAX);
        }
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void leavesFewAsTheyAre(int max) {
        var few = new ConcurrencyLimit(max);
        assertThat(few.limit()).isEqualTo(max);
        for (var piece = 0; piece < 10_000; piece++) {
            few.ended(Duration.ofMillis(piece), max);
            assertThat(few.limit()).isEqualTo(max);
        }
    }

    @Test
    void staysWhereNothingIsInTheWayOfAnything() {
        serve(5_000, Integer.MAX_VALUE);
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    /** Chance misleads it now and then, until it looks again. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 6, 8, 10, 14 })
    void isSomewhatMoreThanTheKnee(int knee) {
        var wanted = Math.min(MAX, Math.max(4, Math.round(1.4 * knee + 1)));
        var runs = 100;
        var right = IntStream.range(0, runs).filter(seed -> {
            var learning = new ConcurrencyLimit(MAX);
            serve(learning, 3_000, knee, new Random(seed));
            return Math.abs(learning.limit() - wanted) <= 2;
        }).count();
        assertThat(right).isGreaterThan(runs * 4 / 5);
    }

    @Test
    void growsWithTheKnee() {
        serve(5_000, 2);
        serve(500, 5);
        assertThat(limit.limit()).isBetween(7, 10);
        serve(500, Integer.MAX_VALUE);
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    @Test
    void onePieceThatIsLongByFarDoesNotMatter() {
        serve(5_000, 2);
        var before = limit.limit();
        for (var time = 0; time < 10; time++) {
            limit.ended(Duration.ofSeconds(2), before);
            serve(200, 2);
            assertThat(limit.limit()).isEqualTo(before);
        }
    }

    @Test
    void isNoLowerForConnectionsThatAreNotThereYet() {
        for (var piece = 0; piece < 5_000; piece++) {
            limit.ended(Duration.ofMillis(20), 4);
            assertThat(limit.limit()).isEqualTo(MAX);
        }
    }

    @Test
    void forgets() {
        serve(5_000, 2);
        assertThat(limit.limit()).isLessThan(6);
        limit.forget();
        assertThat(limit.limit()).isEqualTo(MAX);
    }

    /** Times of any length, also less than none, as when somebody has set the clock, and counts that cannot be. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 5, 20, 100 })
    void isNeverOutOfBounds(int max) {
        var random = new Random(max);
        for (var run = 0; run < 20; run++) {
            var any = new ConcurrencyLimit(max);
            for (var piece = 0; piece < 5_000; piece++) {
                var nanos = (long) Math.exp(random.nextDouble() * 40) * (random.nextInt(50) == 0 ? -1 : 1);
                any.ended(random.nextInt(100) == 0 ? Duration.ZERO : Duration.ofNanos(nanos), random.nextInt(max + 2));
                if (random.nextInt(1_000) == 0) {
                    any.forget();
                }
                assertThat(any.limit()).isBetween(Math.min(2, max), max);
            }
        }
    }

    private void serve(int pieces, int knee) {
        serve(limit, pieces, knee, new Random(3));
    }

    /** Times of some width around what so many take, of whom {@code knee} are not in each other's way. */
    private static void serve(ConcurrencyLimit learning, int pieces, int knee, Random random) {
        for (var piece = 0; piece < pieces; piece++) {
            var now = learning.limit();
            var times = Math.max(1.0, (double) now / knee) * Math.exp(0.3 * random.nextGaussian());
            learning.ended(Duration.ofNanos((long) (20_000_000 * times)), now);
        }
    }
}
