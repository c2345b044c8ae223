package dev.neontasks.attacks;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bodies that are announced, sent but for their end, and held. */
@Tag("attacks")
class UnfinishedBodiesAttackIT {

    /**
     * Ten seconds for a body and two for who has its answer, one each until that is looked at, and two as any probe may take.
     */
    private static final Duration OPEN = Duration.ofSeconds(16);
    /** Whoever comes in the first seconds could be open for longer. */
    private static final Duration LENGTH = Collections.max(List.of(Siege.LENGTH, OPEN.plusSeconds(3)));

    @Test
    void areNotWaitedForWithoutEnd() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var token = Wire.bearer(victim.newAccount().token());
            // As large as each path takes: more is refused by its head, and costs nothing.
            var task = Turn.asking(Wire.unfinished("/api/tasks", 64 << 10, token));
            var signIn = Turn.asking(Wire.unfinished("/api/auth/sign-in", 16 << 10));
            var turns = new Turn[] { task, task, task, task, task, signIn, signIn,
                    Turn.dripping(Wire.announcing("/api/tasks", 64 << 10, token)) };
            var outcome = Siege.of(victim, victim.newAccount(), new Attack("Unfinished bodies", 400, 100,
                    (connection, begun) -> turns[connection % turns.length]), LENGTH);
            var more = new SoftAssertions();
            more.assertThat(outcome.tally().longest()).as("the longest that one was open").isLessThan(OPEN);
            outcome.assertHarmless(more);
        }
    }
}
