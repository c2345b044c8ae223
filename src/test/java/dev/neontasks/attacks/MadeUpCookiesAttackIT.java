package dev.neontasks.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.account.MadeUp;
import dev.neontasks.simulator.NeonSimulator;

/** Refresh tokens that nobody was given, from one address, while the database sleeps: it would be paid for being awake. */
@Tag("attacks")
class MadeUpCookiesAttackIT {

    private static final int ROUNDS = 10;
    private static final int IN_A_ROUND = 100;

    @Test
    void wakeTheDatabaseOnceAtMost() throws Exception {
        try (var database = Victim.database();
                var simulator = NeonSimulator.before(database);
                var victim = Victim.on(simulator.url(), Map.of("DATABASE_SUSPEND_AFTER", "1s"))) {
            var user = victim.newAccount();
            victim.warmUp(user);
            // So soon that it sleeps again between two rounds, and not between two tries.
            simulator.autoSuspend(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(10)).until(simulator::isAsleep);

            var before = simulator.counts();
            var begun = Instant.now();
            var answers = new TreeMap<String, Integer>();
            for (var round = 0; round < ROUNDS; round++) {
                for (var i = 0; i < IN_A_ROUND; i++) {
                    var ask = new Ask(Attackers.ADDRESS, victim.service.port,
                            Wire.request("POST", "/api/auth/refresh", "Cookie: " + MadeUp.refreshCookie()),
                            Duration.ofSeconds(15));
                    answers.merge(ask.status(), 1, Integer::sum);
                }
                await().atMost(Duration.ofSeconds(10)).until(simulator::isAsleep);
            }
            var took = Duration.between(begun, Instant.now());

            var counts = simulator.counts().since(before);
            System.out.printf("%d made-up cookies in %d ms: %d wakes, %d statements, answers %s%n", ROUNDS * IN_A_ROUND,
                    took.toMillis(), counts.wakes(), counts.statements(), answers);
            // One more may come with each minute.
            assertThat(took).isLessThan(Duration.ofMinutes(1));
            assertThat(answers.keySet()).isSubsetOf("401", "429");
            assertThat(counts.wakes()).isLessThanOrEqualTo(1);
            assertThat(victim.list(user).status()).isEqualTo("200");
        }
    }
}
