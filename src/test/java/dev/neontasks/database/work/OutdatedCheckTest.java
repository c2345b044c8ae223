package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.neontasks.database.evidence.Conditions;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;

/** A check may wait through an outage, and give up at the moment the database is back. */
class OutdatedCheckTest {

    private static final DatabaseUnavailable REFUSED = new DatabaseUnavailable(FailureKind.REFUSED, null);

    private final Parts parts = new Parts();
    private final DatabaseCheck check = new DatabaseCheck(new Admission(parts.queue, null,
            Conditions.of(parts.evidence, parts.schema), parts.schema, parts.metrics, new FakeSessions().factory(),
            parts.timers.vertx(), parts.clock), parts.queue, parts.evidence, parts.timers.vertx(), parts.clock);

    @BeforeEach
    void beginAnOutage() {
        parts.evidence.failed(FailureKind.REFUSED, parts.clock.instant());
    }

    @Test
    void tellsAnOutageThatGoesOn() {
        var answer = check.verify();
        parts.clock.pass(Duration.ofSeconds(2));
        parts.begin().fail(REFUSED);
        assertThat(answer).isCompletedWithValueMatching(reason -> reason.orElseThrow() == FailureKind.REFUSED);
    }

    @Test
    void asksOnceMoreWhenTheOutageIsOver() {
        var answer = check.verify();
        parts.clock.pass(Duration.ofSeconds(2));
        parts.evidence.answered(parts.clock.instant());
        parts.begin().fail(REFUSED);
        assertThat(answer).isNotDone();
        parts.clock.pass(Duration.ofSeconds(1));
        parts.evidence.answered(parts.clock.instant());
        parts.begin().fail(REFUSED);
        assertThat(answer).as("no more than once").isCompleted();
    }
}
