package dev.neontasks.database.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was seen from {@code since} to {@code until}.
 *
 * @param stretches without gaps, the oldest first; the last one lasts
 */
public record History(Instant since, Instant until, List<Stretch> stretches, List<Wake> wakes, List<RoundTrip> roundTrips) {

    /** How long it was at {@code phase} in all. */
    public Duration time(Phase phase) {
        return timeSince(since, phase);
    }

    Duration timeSince(Instant begin, Phase phase) {
        return stretches.stream().filter(stretch -> stretch.phase() == phase).map(stretch -> stretch.within(begin, until))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
