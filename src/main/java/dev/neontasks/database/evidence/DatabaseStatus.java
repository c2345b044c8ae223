package dev.neontasks.database.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.neontasks.database.failure.FailureKind;

/**
 * What {@link DatabaseEvidence} came to at one moment.
 *
 * @param since when the state began
 * @param failure what the newest failure meant, while the state is DOWN
 * @param lastVerified when an explicit check was answered last
 * @param roundTrip how long that took
 * @param facts of the newest connection
 */
public record DatabaseStatus(DatabaseState state, Instant since, Optional<FailureKind> failure, Optional<Instant> lastVerified,
        Optional<Duration> roundTrip, Optional<ConnectionFacts> facts) {
}
