package dev.neontasks.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.account.MadeUp;
import dev.neontasks.simulator.NeonSimulator;

/** Somebody who comes from an address that was never seen, again and again: newcomers who are served before everybody else. */
@Tag("attacks")
class NewcomersAttackIT {

    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration READ = Duration.ofMillis(500);

    /** More of them wait than there are connections to the database, at all times. */
    @ParameterizedTest
    @CsvSource({ "1, 60, 20", "20, 200, 100" })
    void waitTheirTurn(int pool, int roundTripMillis, int newcomers) throws Exception {
        try (var database = Victim.database();
                var simulator = NeonSimulator.before(database);
                var victim = Victim.on(simulator.url(),
                        Map.of("DATABASE_POOL_MAX", Integer.toString(pool), "TRUSTED_PROXIES", "127.0.0.0/8"))) {
            var user = victim.newAccount();
            victim.warmUp(user);
            simulator.latency(Duration.ofMillis(roundTripMillis));
            assertThat(victim.list(user).status()).isEqualTo("200");

            var before = simulator.counts();
            var attackers = new Attackers(victim.service.port, new Attack("Newcomers", newcomers, 200,
                    (connection, begun) -> Turn
                            .asking(Wire.request("POST", "/api/auth/refresh", "Cookie: " + MadeUp.refreshCookie(),
                                    "X-Forwarded-For: 10.%d.%d.%d".formatted(begun >> 16, begun >> 8 & 255, begun & 255))))
                    .at(MachineSpeed.now()));
            var reader = new Bystander(victim.list(user), READ);
            TimeUnit.NANOSECONDS.sleep(LENGTH.toNanos());
            attackers.close();
            var reads = reader.leave();

            System.out.printf("Newcomers, %d s, a pool of %d, %d ms a round trip: %d statements%n"
                    + "    a user's list: %s%n    attackers: %s%n", LENGTH.toSeconds(), pool, roundTripMillis,
                    simulator.counts().since(before).statements(), reads, attackers.tally());
            assertThat(attackers.tally().begun()).isGreaterThan(newcomers);
            assertThat(reads.failures()).isEmpty();
            assertThat(reads.p99()).isPositive().isLessThan(Duration.ofSeconds(2));
        }
    }
}
