package dev.neontasks.attacks;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One token, written in ever new ways that decode to the same bytes: what is remembered of tokens would be filled by it. */
@Tag("attacks")
class TokenSpellingsAttackIT {

    /** Nearly all that a request's headers may have. */
    private static final int JUNK = 16_000;

    @Test
    void areNoTokens() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var token = victim.newAccount().token();
            var outcome = Siege.of(victim, victim.newAccount(), new Attack("Spellings of a token", 400, 200,
                    (connection, begun) -> Turn.asking(Wire.get("/api/tasks?limit=1", Wire.bearer(spelling(token, begun))))));
            var more = new SoftAssertions();
            more.assertThat(outcome.tally().answers()).as("spellings taken").doesNotContainKey("200").containsKey("401");
            outcome.assertHarmless(more);
        }
    }

    private static String spelling(String token, int number) {
        var junk = "!".repeat(JUNK) + Integer.toString(number, 2).replace('0', '!').replace('1', '*');
        return number % 2 == 0 ? token + "=".repeat(1 + number % 97) + junk : token.replaceFirst("(.*\\..{9})", "$1" + junk);
    }
}
