package dev.neontasks.attacks;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More connections than there are places, each of which always has a request that is not answered yet. */
@Tag("attacks")
class PipeliningAttackIT {

    private static final int CONNECTIONS = 1_100;
    private static final int TURNS = 3;

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 16 })
    void keepsNobodyOut(int atOnce) throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var request = Wire.keeping("/api/tasks?limit=1", Wire.bearer(victim.newAccount().token()));
            var attack = new Attack("Connections with %d requests at once".formatted(atOnce), CONNECTIONS, 150,
                    (connection, begun) -> Turn.keepingOn(request, atOnce));
            var outcome = Siege.of(victim, victim.newAccount(), attack);
            // Each has something to be done all the while, and whoever comes waits in turn with them: to be let in, to be
            // heard and to be answered.
            var turn = outcome.lasted().multipliedBy(CONNECTIONS).dividedBy(outcome.tally().answered());
            var turns = turn.multipliedBy(TURNS);
            System.out.println("    a turn of all takes " + turn.toMillis() + " ms");
            outcome.assertHarmless(turns, turns, new SoftAssertions());
        }
    }
}
