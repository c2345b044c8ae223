package dev.neontasks.status;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.neontasks.database.evidence.DatabaseMetrics.Use;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.history.History;
import dev.neontasks.database.history.Phase;
import dev.neontasks.database.history.Price;
import dev.neontasks.database.history.RoundTrip;
import dev.neontasks.database.history.Stretch;

/**
 * What anybody may know of what one replica has seen of the database.
 *
 * @param since when what is remembered begins: at the start of the replica, or a day ago
 */
public record HistoryView(String replica, Instant since, List<State> states, List<Wake> wakes, List<Answer> roundTrips,
        double awakeMinutes, double asleepMinutes, @Schema(nullable = true) @Nullable Cost cost) {

    /** Who or what the database was woken for. */
    @Schema(name = "WakeCause")
    public enum Cause {
        PERSON,
        SIGN_IN,
        MIGRATION,
        CHECK;

        static Cause of(Use use) {
            return switch (use) {
                case REQUEST -> PERSON;
                case SIGN_IN -> SIGN_IN;
                case MIGRATION -> MIGRATION;
                case CHECK -> CHECK;
            };
        }
    }

    /** @param to null while it lasts */
    @Schema(name = "DatabaseStretch")
    public record State(Phase state, Instant from, @Schema(nullable = true) @Nullable Instant to,
            @Schema(nullable = true) @Nullable String reason) {

        static State of(Stretch stretch) {
            return new State(stretch.phase(), stretch.from(), stretch.to().orElse(null),
                    stretch.reason().map(FailureKind::text).orElse(null));
        }
    }

    @Schema(name = "DatabaseWake")
    public record Wake(Instant at, Cause cause, long tookMillis) {

        static Wake of(dev.neontasks.database.history.Wake wake) {
            return new Wake(wake.at(), Cause.of(wake.cause()), wake.took().toMillis());
        }
    }

    @Schema(name = "DatabaseAnswer")
    public record Answer(Instant at, double millis) {

        static Answer of(RoundTrip trip) {
            return new Answer(trip.at(), Math.round(trip.took().toNanos() / TENTH_OF_A_MILLI) / 10.0);
        }
    }

    /** In the currency of the price. */
    @Schema(name = "DatabaseCost")
    public record Cost(BigDecimal perHour, BigDecimal today, @Schema(nullable = true) @Nullable BigDecimal month) {

        static Cost of(Price.Cost cost) {
            return new Cost(cost.perHour(), cost.today(), cost.month().orElse(null));
        }
    }

    private static final double TENTH_OF_A_MILLI = TimeUnit.MICROSECONDS.toNanos(100);
    private static final double SIX_SECONDS = Duration.ofSeconds(6).toMillis();

    static HistoryView of(String replica, History seen, Price price) {
        return new HistoryView(replica, seen.since(), seen.stretches().stream().map(State::of).toList(),
                seen.wakes().stream().map(Wake::of).toList(), seen.roundTrips().stream().map(Answer::of).toList(),
                minutes(seen.time(Phase.UP)), minutes(seen.time(Phase.ASLEEP)), price.of(seen).map(Cost::of).orElse(null));
    }

    private static double minutes(Duration time) {
        return Math.round(time.toMillis() / SIX_SECONDS) / 10.0;
    }
}
