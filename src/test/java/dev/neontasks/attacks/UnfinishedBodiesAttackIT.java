package dev.neontasks.attacks;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bodies that are announced, sent but for their end, and held. */
@Tag("attacks")
class UnfinishedBodiesAttackIT {

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
                    (connection, begun) -> turns[connection % turns.length]));
            var more = new SoftAssertions();
            more.assertThat(outcome.tally().ended()).as("connections that the service ended").isGreaterThanOrEqualTo(400);
            outcome.assertHarmless(more);
        }
    }
}
