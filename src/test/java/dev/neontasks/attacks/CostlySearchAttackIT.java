package dev.neontasks.attacks;

import java.util.ArrayList;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A text that is nearly found at every place of every task: the database compares for seconds. */
@Tag("attacks")
class CostlySearchAttackIT {

    @Test
    void starvesNobodyElse() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var free = victim.newAccount();
            Victim.fill(database, free, 1_200, "aab" + "a".repeat(3_997));
            // 500 is what the service once took, 100 what it takes today.
            var longest = search(free, 500);
            var allowed = search(free, 99);
            Siege.of(victim, victim.newAccount(), new Attack("Costly searches", 400, 200,
                    (connection, begun) -> Turn.asking(connection % 2 == 0 ? longest : allowed)))
                    .assertHarmless(new SoftAssertions());
        }
    }

    /** One address may make thirty accounts within an hour. */
    @Test
    void ofMoreAccountsThanThereAreConnectionsStarvesNobodyElse() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var searches = new ArrayList<byte[]>();
            for (var count = 0; count < 25; count++) {
                var free = victim.newAccount();
                Victim.fill(database, free, 300, "aab" + "a".repeat(3_997));
                searches.add(search(free, 99));
            }
            Siege.of(victim, victim.newAccount(), new Attack("Costly searches of 25 accounts", 400, 200,
                    (connection, begun) -> Turn.asking(searches.get(connection % searches.size()))))
                    .assertHarmless(new SoftAssertions());
        }
    }

    private static byte[] search(Victim.Account account, int length) {
        return Wire.get("/api/tasks?limit=1&q=" + "a".repeat(length) + "b", Wire.bearer(account.token()));
    }
}
