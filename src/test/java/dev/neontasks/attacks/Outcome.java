package dev.neontasks.attacks;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.assertj.core.api.SoftAssertions;

/**
 * What an attack did.
 *
 * @param speed of the machine
 * @param isAlive whether the process was there at the end
 * @param resident MiB, at most
 * @param live the probe's requests
 * @param list another user's
 * @param metrics Prometheus'
 * @param idle how long after the end of the attack the process was idle, if within the bound
 * @param tally the attackers'
 */
record Outcome(String attack, double speed, Duration lasted, boolean isAlive, long resident, Figures live, Figures list,
        Figures metrics,
        Optional<Duration> idle, Tally tally) {

    static final Duration IDLE_WITHIN = Duration.ofSeconds(5);
    /** MiB; the limit is 512. */
    private static final long MEMORY = 480;

    /** As deploy/kubernetes has the kubelet wait. */
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);
    private static final Duration PROBE = Duration.ofMillis(200);
    private static final Duration READ = Duration.ofSeconds(1);

    /** What must hold whatever strangers do; {@code more} is what this attack has to hold besides. */
    void assertHarmless(SoftAssertions more) {
        assertHarmless(here(PROBE), here(READ), more);
    }

    /** What takes so long on the machine of {@link MachineSpeed}; no more than a probe may take. */
    private Duration here(Duration bound) {
        return Collections.min(List.of(LONGEST_PROBE, Duration.ofNanos((long) (bound.toNanos() / speed))));
    }

    /**
     * @param probe within which 99 of 100 probes have to be answered
     * @param read within which 99 of 100 of another user's reads have to be
     */
    void assertHarmless(Duration probe, Duration read, SoftAssertions more) {
        more.assertThat(isAlive).as("process alive").isTrue();
        more.assertThat(resident).as("MiB resident").isPositive().isLessThan(MEMORY);
        more.assertThat(live.failures()).as("failed probes").isEmpty();
        more.assertThat(live.p99()).as("p99 of /health/live").isPositive().isLessThan(probe);
        more.assertThat(live.slowest()).as("slowest /health/live")
                .isLessThan(Collections.max(List.of(LONGEST_PROBE, probe.multipliedBy(2))));
        more.assertThat(list.failures()).as("another user's failed reads").isEmpty();
        more.assertThat(list.p99()).as("p99 of another user's reads").isPositive().isLessThan(read);
        // Until the JVM has compiled what it is made to do, nobody is promised more than that no probe is given up.
        var young = Collections.max(List.of(LONGEST_PROBE, probe, read));
        more.assertThat(live.youngP99()).as("p99 of /health/live at first").isPositive().isLessThan(young);
        more.assertThat(list.youngP99()).as("p99 of another user's reads at first").isPositive().isLessThan(young);
        more.assertThat(metrics.failures()).as("failed scrapes").isEmpty();
        more.assertThat(metrics.took()).as("scrapes").isNotEmpty();
        more.assertThat(idle).as("idle within %s of the end", IDLE_WITHIN).isPresent();
        more.assertThat(tally.begun()).as("connections begun").isPositive();
        more.assertAll();
    }

    @Override
    public String toString() {
        return """
                %s, %d s, speed %.2f: %s, at most %d MiB resident, idle again %s
                    live: %s
                    list: %s
                    metrics: %s
                    attackers: %s""".formatted(attack, lasted.toSeconds(), speed, isAlive ? "alive" : "DEAD", resident,
                idle.map(time -> "within " + time.toSeconds() + " s").orElse("NOT within " + IDLE_WITHIN.toSeconds() + " s"),
                live, list, metrics, tally);
    }
}
