package dev.neontasks.database.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.neontasks.database.failure.FailureKind;

/** What all that was learned came to so far: in one piece, so that nobody sees a part of what came. */
record Known(@Nullable Outage outage, @Nullable Instant lastAnswer, @Nullable Instant upSince,
        @Nullable Check check, @Nullable ConnectionFacts facts) {

    static final Known NOTHING = new Known(null, null, null, null, null);

    /** What the newest failure meant, when the newest that failed was begun, and since when nothing but failures came. */
    record Outage(FailureKind kind, Instant begun, Instant since) {

        private Outage with(FailureKind newest, Instant alsoBegun) {
            return new Outage(newest, alsoBegun.isAfter(begun) ? alsoBegun : begun, since);
        }
    }

    /** The newest explicit check. */
    record Check(Instant verified, Duration roundTrip) {
    }

    Known with(ConnectionFacts newest) {
        return new Known(outage, lastAnswer, upSince, check, newest);
    }

    Known with(Check newest) {
        return new Known(outage, lastAnswer, upSince, newest, facts);
    }

    Known answered(Instant now, Duration suspendAfter) {
        if (outage != null && now.isBefore(outage.begun())) {
            // Others have learned more in the meantime.
            return this;
        }
        return new Known(null, lastAnswer == null || now.isAfter(lastAnswer) ? now : lastAnswer,
                isUpAgain(now, suspendAfter) ? now : upSince, check, facts);
    }

    Known failed(FailureKind kind, Instant begun, Instant now) {
        if (isContradicted(begun)) {
            return this;
        }
        return new Known(outage == null ? new Outage(kind, begun, now) : outage.with(kind, begun), lastAnswer, upSince,
                check, facts);
    }

    /** Whether an answer at {@code now} is the first after something else. */
    boolean isUpAgain(Instant now, Duration suspendAfter) {
        return outage == null ? upSince == null || isAsleep(now, suspendAfter) : !now.isBefore(outage.begun());
    }

    /** Since when it has been asleep, if it is at {@code now}. */
    Optional<Instant> asleepSince(Instant now, Duration suspendAfter) {
        return outage == null && isAsleep(now, suspendAfter) ? Optional.of(lastAnswer.plus(suspendAfter)) : Optional.empty();
    }

    /** Whether there was an answer since. */
    boolean isContradicted(Instant begun) {
        return lastAnswer != null && lastAnswer.isAfter(begun);
    }

    DatabaseState state(Instant now, Duration suspendAfter) {
        if (outage != null) {
            return DatabaseState.DOWN;
        } else if (lastAnswer == null) {
            return DatabaseState.UNKNOWN;
        }
        return isAsleep(now, suspendAfter) ? DatabaseState.ASLEEP : DatabaseState.UP;
    }

    /** When that state began, if not at the start. */
    Optional<Instant> since(DatabaseState state, Duration suspendAfter) {
        return Optional.ofNullable(switch (state) {
            case DOWN -> outage.since();
            case UNKNOWN -> null;
            case ASLEEP -> lastAnswer.plus(suspendAfter);
            case UP -> upSince;
        });
    }

    boolean isAsleep(Instant now, Duration suspendAfter) {
        return lastAnswer != null && Duration.between(lastAnswer, now).compareTo(suspendAfter) > 0;
    }
}
