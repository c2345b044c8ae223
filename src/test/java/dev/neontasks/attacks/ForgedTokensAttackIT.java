package dev.neontasks.attacks;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred requests on each connection of HTTP/2, with tokens that look like ours, from senders who do not wait. */
@Tag("attacks")
class ForgedTokensAttackIT {

    @Test
    void areNotKeptForWhoHasLeft() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var token = victim.newAccount().token();
            // Of the right key's name, and a signature as good as any, of something else.
            var at = token.lastIndexOf('.') + 20;
            var forged = token.substring(0, at) + (token.charAt(at) == 'B' ? 'C' : 'B') + token.substring(at + 1);
            var requests = ManyStreams.asking(100, "/api/tasks?limit=1", forged);
            Siege.of(victim, victim.newAccount(),
                    new Attack("Forged tokens", 400, 100, (connection, begun) -> Turn.leaving(requests)))
                    .assertHarmless(new SoftAssertions());
        }
    }

    /** The same without any. */
    @Test
    void andRequestsWithoutOneDoNotStarveTheProbes() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            var requests = ManyStreams.asking(100, "/api/me", "none");
            Siege.of(victim, victim.newAccount(),
                    new Attack("Requests in vain", 400, 100, (connection, begun) -> Turn.leaving(requests)))
                    .assertHarmless(new SoftAssertions());
        }
    }
}
