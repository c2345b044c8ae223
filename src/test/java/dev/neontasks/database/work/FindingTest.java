package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.neontasks.TestClock;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.work.DatabaseCheck.Finding;
import dev.neontasks.environment.Environment;

class FindingTest {

    private static final Duration AGE = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(10);
    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d");

    private final TestClock clock = new TestClock();
    private final DatabaseEvidence evidence = new DatabaseEvidence(clock,
            DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name)))));
    private final Instant asked = clock.instant();
    private final Finding well = new Finding(Optional.empty(), asked);
    private final Finding unwell = new Finding(Optional.of(FailureKind.REFUSED), asked);

    @Test
    void holdsForItsTime() {
        clock.pass(AGE.minus(MOMENT));
        assertThat(holds(well)).isTrue();
        assertThat(holds(unwell)).isTrue();
        clock.pass(MOMENT);
        assertThat(holds(well)).isFalse();
        assertThat(holds(unwell)).isFalse();
    }

    @Test
    void isNoLongerTrueOfADatabaseThatFailedSince() {
        clock.pass(MOMENT);
        evidence.failed(FailureKind.REFUSED, clock.instant());
        assertThat(holds(well)).isFalse();
        assertThat(holds(unwell)).isTrue();
    }

    /** Also when the answer to the other came first. */
    @Test
    void isNoLongerTrueOfADatabaseThatAnsweredSomebodyElseSinceTheQuestion() {
        clock.pass(MOMENT);
        evidence.answered(clock.instant());
        assertThat(holds(unwell)).isFalse();
        assertThat(holds(well)).isTrue();
    }

    private boolean holds(Finding finding) {
        return finding.isTrueStill(AGE, evidence, clock.instant());
    }
}
