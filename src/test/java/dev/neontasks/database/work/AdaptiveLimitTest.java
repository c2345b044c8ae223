package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.queue.ConcurrencyLimit;

/** How many are at work at once when more wait than can be served, near by and far off: the queue as it is, simulated. */
class AdaptiveLimitTest {

    private static final int MAX = 20;
    private static final int PROCESSORS = 2;
    private static final Duration SERVICE = Duration.ofNanos(400_000);
    private static final Duration FAR = Duration.ofMillis(20);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({ "0, 0, 0", "1, 0, 0", "5, 0, 0", "20, 0, 0", "1, 0.3, 0", "20, 0.5, 0", "20, 1, 0", "0, 0, 1", "0, 0, 2",
            "0, 0, 3", "0, 0, 5", "1, 0, 3", "5, 0, 3" })
    void servesAsManyAsTheBestFixedNumberOfConnections(int millis, double writes, int stations) {
        var best = IntStream.of(2, 4, 6, 9, 12, 16, MAX).mapToDouble(size -> throughput(new ConcurrencyLimit(size, size),
                millis, writes, stations)).max().orElseThrow();
        var adaptive = throughput(new ConcurrencyLimit(MAX), millis, writes, stations);
        System.out.printf("%d ms away, %.1f writes, through %d more: %.0f/s, best fixed %.0f/s: %.3f%n", millis, writes,
                stations,
                adaptive, best, adaptive / best);
        assertThat(adaptive).isGreaterThan(0.95 * best);
    }

    @Test
    void isAboutFourNearByAndAllFarOff() {
        assertThat(settled(Duration.ZERO).limit()).isBetween(3, 6);
        assertThat(settled(FAR).limit()).isEqualTo(MAX);
    }

    @Test
    void growsWithinASecondOfGoingFarOff() {
        var load = new SimulatedLoad(new ConcurrencyLimit(MAX), PROCESSORS, SERVICE).begin();
        for (var moment = 0; moment < 3000 && load.limit() > 2; moment++) {
            load.pass(Duration.ofMillis(1));
        }
        assertThat(load.limit()).isEqualTo(2);
        load.away(FAR).pass(SECOND);
        assertThat(load.limit()).isEqualTo(MAX);
    }

    @Test
    void followsTheDatabaseFarOffAndBackWithinTwoSeconds() {
        var load = settled(Duration.ZERO);
        var near = load.throughput(SECOND);
        load.away(FAR).pass(Duration.ofSeconds(2));
        assertThat(load.limit()).isEqualTo(MAX);
        load.pass(SECOND);
        assertThat(load.throughput(SECOND)).isGreaterThan(0.95 * throughput(new ConcurrencyLimit(MAX, MAX), 20, 0, 0));
        load.away(Duration.ZERO).pass(Duration.ofSeconds(2));
        assertThat(load.limit()).isLessThanOrEqualTo(6);
        load.pass(SECOND);
        assertThat(load.throughput(SECOND)).isGreaterThan(0.95 * near);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 20 })
    void hardlyMovesOnceItHasSettled(int millis) {
        var load = settled(Duration.ofMillis(millis));
        var limits = new ArrayList<Integer>();
        for (var moment = 0; moment < 2000; moment++) {
            limits.add(load.pass(Duration.ofMillis(10)).limit());
        }
        var sorted = limits.stream().sorted().toList();
        var usual = sorted.get(sorted.size() / 2);
        var away = limits.stream().filter(limit -> Math.abs(limit - usual) > Math.max(1, usual / 4)).count();
        System.out.printf("%d ms away: %d to %d at once, mostly %d; %.1f %% of the time another%n", millis, sorted.get(0),
                sorted.get(sorted.size() - 1), usual, 100.0 * away / limits.size());
        assertThat(away).as("of 2000, to look").isLessThan(100);
        assertThat(sorted.get(0)).isGreaterThanOrEqualTo(Math.max(2, usual / 3));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 20 })
    void aSearchOfTwoSecondsNowAndThenDoesNotChangeIt(int millis) {
        var load = settled(Duration.ofMillis(millis));
        var limit = load.limit();
        var before = load.throughput(SECOND);
        for (var search = 0; search < 3; search++) {
            load.askSlow(Asker.searching("searcher"), Duration.ofSeconds(2), () -> {
            });
            load.pass(Duration.ofSeconds(2));
            assertThat(load.limit()).isBetween(limit - Math.max(1, limit / 8), limit + Math.max(1, limit / 8));
            assertThat(load.throughput(SECOND)).isGreaterThan(0.9 * before);
        }
    }

    /** As many as may be, which is more than the limit near by. */
    @Test
    void searchesTakeNobodysPlace() {
        var load = settled(Duration.ZERO);
        var before = load.throughput(SECOND);
        for (var account = 0; account < 10; account++) {
            load.askSlowAgain(Asker.searching("searcher " + account), Duration.ofSeconds(2));
        }
        load.pass(Duration.ofSeconds(3));
        assertThat(load.throughput(SECOND)).isGreaterThan(0.9 * before);
    }

    /** From the beginning, so that there is never room for as many as may be. */
    @Test
    void comesDownBesideSearchesThatDoNotEnd() {
        var load = new SimulatedLoad(new ConcurrencyLimit(MAX), PROCESSORS, SERVICE);
        for (var account = 0; account < 10; account++) {
            load.askSlowAgain(Asker.searching("searcher " + account), Duration.ofSeconds(2));
        }
        assertThat(load.begin().pass(Duration.ofSeconds(5)).limit()).isLessThanOrEqualTo(6);
    }

    /** Such as what waits for a lock: more of them than the limit is near by, and of one account. */
    @Test
    void slowStatementsOfOneHoldUpOthersForAMomentOnly() {
        var load = settled(Duration.ZERO);
        var before = load.throughput(SECOND);
        for (var request = 0; request < 8; request++) {
            load.askSlowAgain(Asker.account("slow"), Duration.ofSeconds(2));
        }
        load.pass(Duration.ofSeconds(2));
        assertThat(load.throughput(SECOND)).isGreaterThan(0.5 * before);
        load.pass(Duration.ofSeconds(4));
        assertThat(load.throughput(Duration.ofSeconds(4))).isGreaterThan(0.8 * before);
    }

    @Test
    void aChangeOfTheEndpointMakesItForget() {
        var load = settled(Duration.ZERO);
        load.connections.open().retire(load.connections.open().generation());
        load.away(FAR);
        load.pass(Duration.ofMillis(200));
        assertThat(load.limit()).as("with the first login, which takes seven round trips").isEqualTo(MAX);
        load.pass(Duration.ofSeconds(2));
        assertThat(load.limit()).isEqualTo(MAX);
        load.connections.open().retire(load.connections.open().generation());
        load.away(Duration.ZERO).pass(Duration.ofSeconds(2));
        assertThat(load.limit()).isLessThanOrEqualTo(6);
    }

    /** They stay in the pool while the limit is low. */
    @Test
    void connectsNobodyAnewWhenItGrowsAgain() {
        var load = settled(FAR);
        var logins = load.logins();
        assertThat(logins).isEqualTo(MAX);
        load.away(Duration.ZERO).pass(Duration.ofSeconds(2)).away(FAR).pass(Duration.ofSeconds(2));
        assertThat(load.limit()).isEqualTo(MAX);
        assertThat(load.logins()).isEqualTo(logins);
    }

    private static SimulatedLoad settled(Duration distance) {
        return new SimulatedLoad(new ConcurrencyLimit(MAX), PROCESSORS, SERVICE).away(distance).begin()
                .pass(Duration.ofSeconds(3));
    }

    private static double throughput(ConcurrencyLimit limit, int millis, double writes, int stations) {
        return new SimulatedLoad(limit, PROCESSORS, SERVICE).away(Duration.ofMillis(millis)).writing(writes).through(stations)
                .begin()
                .pass(Duration.ofSeconds(8)).throughput(Duration.ofSeconds(6));
    }
}
