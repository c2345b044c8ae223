package dev.neontasks.attacks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import dev.neontasks.attacks.Victim.Account;

/** Attacks a service while bystanders use it and its operator looks at it. */
final class Siege {

    /**
     * How long an attack lasts; {@code -Dneon-tasks.attack.seconds} shortens it, with which what a service does within a minute
     * may not be seen.
     */
    static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("neon-tasks.attack.seconds", 60));

    private static final Duration PROBE = Duration.ofMillis(50);
    private static final Duration READ = Duration.ofMillis(100);
    private static final Duration SCRAPE = Duration.ofSeconds(5);

    private Siege() {
    }

    /** Ends early when the process does. Prints what it did. */
    static Outcome of(Victim victim, Account bystander, Attack attack) throws IOException, InterruptedException {
        return of(victim, bystander, attack, LENGTH);
    }

    static Outcome of(Victim victim, Account bystander, Attack attack, Duration length)
            throws IOException, InterruptedException {
        victim.warmUp(bystander);
        var speed = MachineSpeed.now();
        var fitting = attack.at(speed);
        try (var vitals = new Vitals(victim.service.pid())) {
            var probe = new Bystander(victim.live(), PROBE);
            var reader = new Bystander(victim.list(bystander), READ);
            var operator = new Bystander(victim.metrics(), SCRAPE);
            var begun = Instant.now();
            var attackers = new Attackers(victim.service.port, fitting);
            while (victim.service.isAlive() && Instant.now().isBefore(begun.plus(length))) {
                TimeUnit.MILLISECONDS.sleep(PROBE.toMillis());
            }
            attackers.close();
            var lasted = Duration.between(begun, Instant.now());
            var live = probe.leave();
            var list = reader.leave();
            var metrics = operator.leave();
            var idle = vitals.untilIdle(Outcome.IDLE_WITHIN);
            var outcome = new Outcome(attack.name(), speed, lasted, victim.service.isAlive(), vitals.mostResident(), live, list,
                    metrics,
                    idle, attackers.tally());
            System.out.printf("%s%n    connections begun in a second: %d at most%n", outcome, fitting.perSecond());
            return outcome;
        }
    }
}
