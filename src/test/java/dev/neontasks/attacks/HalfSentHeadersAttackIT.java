package dev.neontasks.attacks;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests whose head never ends, and connections with more streams than anybody needs. */
@Tag("attacks")
class HalfSentHeadersAttackIT {

    private static final int STREAMS = 3_000;
    /** What a process has where nobody gives it more. */
    private static final int DESCRIPTORS = 1_024;
    /** Ten seconds for a head, one until that is looked at, and two as any probe may take. */
    private static final Duration OPEN = Duration.ofSeconds(13);
    /** Whoever comes in the first seconds could be open for longer. */
    private static final Duration LENGTH = Collections.max(List.of(Siege.LENGTH, OPEN.plusSeconds(3)));

    @Test
    void areNotWaitedForWithoutEnd() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database)) {
            // So many streams are some 200 KB: more connections a second would be a flood of bytes.
            var streams = Turn.asking(ManyStreams.unfinished(STREAMS));
            var outcome = Siege.of(victim, victim.newAccount(), new Attack("Half-sent headers", 400, 60,
                    (connection, begun) -> connection % 10 == 0 ? streams : head(connection)), LENGTH);
            var more = new SoftAssertions();
            more.assertThat(outcome.tally().longest()).as("the longest that one was open").isLessThan(OPEN);
            outcome.assertHarmless(more);
        }
    }

    @Test
    void leaveRoomForTheProbesAndForOthers() throws Exception {
        try (var database = Victim.database(); var victim = Victim.on(database, DESCRIPTORS)) {
            var attack = new Attack("More half-sent headers than descriptors", 1_100, 400,
                    (connection, begun) -> head(connection));
            Siege.of(victim, victim.newAccount(), attack).assertHarmless(new SoftAssertions());
        }
    }

    private static Turn head(int connection) {
        var half = Wire.halfHead("/api/tasks");
        return connection % 2 == 0 ? Turn.asking(half) : Turn.dripping(half);
    }
}
