package dev.neontasks.attacks;

import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Large answers whose readers do not read, or a byte a second: exports, and lists of long tasks. */
@Tag("attacks")
class SlowReadersAttackIT {

    /** Three bytes in UTF-8. */
    private static final String DESCRIPTION = "漢".repeat(4_000);

    @Test
    void areNotWaitedForWithoutEnd() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var accounts = Stream.generate(victim::newAccount).limit(10).toList();
            for (var account : accounts) {
                Victim.fill(database, account, 1_000, DESCRIPTION);
            }
            // Half of the connections are of one account.
            Siege.of(victim, victim.newAccount(), new Attack("Slow readers", 400, 40, (connection, begun) -> {
                var account = accounts.get(connection % 2 == 0 ? 0 : connection / 2 % 10);
                var path = connection % 4 < 2 ? "/api/me/export" : "/api/tasks?limit=100";
                var request = Wire.get(path, Wire.bearer(account.token()));
                return connection % 8 < 4 ? Turn.notReading(request) : Turn.sipping(request);
            })).assertHarmless(new SoftAssertions());
        }
    }
}
