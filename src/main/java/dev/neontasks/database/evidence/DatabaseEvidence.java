package dev.neontasks.database.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.FailureKind;

/**
 * The single memory of what is known of the database. Real traffic, the migration and explicit checks feed it; probes and
 * the status page read it. Reading never touches the database.
 */
@Singleton
public class DatabaseEvidence {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** What the newest failure meant, when the newest that failed was begun, and since when nothing but failures came. */
    private record Outage(FailureKind kind, Instant begun, Instant since) {

        private Outage with(FailureKind newest, Instant alsoBegun) {
            return new Outage(newest, alsoBegun.isAfter(begun) ? alsoBegun : begun, since);
        }
    }

    /** The newest explicit check. */
    private record Check(Instant verified, Duration roundTrip) {
    }

    /** What all that was learned came to so far: in one piece, so that nobody sees a part of what came. */
    private record Known(@Nullable Outage outage, @Nullable Instant lastAnswer, @Nullable Instant upSince,
            @Nullable Check check, @Nullable ConnectionFacts facts) {

        private Known with(ConnectionFacts newest) {
            return new Known(outage, lastAnswer, upSince, check, newest);
        }

        private Known with(Check newest) {
            return new Known(outage, lastAnswer, upSince, newest, facts);
        }

        private Known answered(Instant now, Duration suspendAfter) {
            if (outage != null && now.isBefore(outage.begun())) {
                // Others have learned more in the meantime.
                return this;
            }
            var isFirst = outage != null || upSince == null || isAsleep(now, suspendAfter);
            return new Known(null, lastAnswer == null || now.isAfter(lastAnswer) ? now : lastAnswer, isFirst ? now : upSince,
                    check, facts);
        }

        private Known failed(FailureKind kind, Instant begun, Instant now) {
            if (isContradicted(begun)) {
                return this;
            }
            return new Known(outage == null ? new Outage(kind, begun, now) : outage.with(kind, begun), lastAnswer, upSince,
                    check, facts);
        }

        /** Whether there was an answer since. */
        private boolean isContradicted(Instant begun) {
            return lastAnswer != null && lastAnswer.isAfter(begun);
        }

        private DatabaseState state(Instant now, Duration suspendAfter) {
            if (outage != null) {
                return DatabaseState.DOWN;
            } else if (lastAnswer == null) {
                return DatabaseState.UNKNOWN;
            }
            return isAsleep(now, suspendAfter) ? DatabaseState.ASLEEP : DatabaseState.UP;
        }

        /** When that state began, if not at the start. */
        private Optional<Instant> since(DatabaseState state, Duration suspendAfter) {
            return Optional.ofNullable(switch (state) {
                case DOWN -> outage.since();
                case UNKNOWN -> null;
                case ASLEEP -> lastAnswer.plus(suspendAfter);
                case UP -> upSince;
            });
        }

        private boolean isAsleep(Instant now, Duration suspendAfter) {
            return lastAnswer != null && Duration.between(lastAnswer, now).compareTo(suspendAfter) > 0;
        }
    }

    private final Clock clock;
    private final Duration suspendAfter;
    private final Instant started;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(null, null, null, null, null));

    public DatabaseEvidence(Clock clock, DatabaseSettings settings) {
        this.clock = clock;
        this.suspendAfter = settings.suspendAfter();
        this.started = clock.instant();
    }

    /** A connection was made, its login accepted. */
    public void connected(ConnectionFacts newest) {
        learn(clock.instant(), present -> present.with(newest));
    }

    /** A statement was answered at {@code now}, be it with an error about the statement. */
    public void answered(Instant now) {
        learn(now, present -> present);
    }

    /** An explicit check was answered. */
    public void verified(Duration took) {
        var now = clock.instant();
        learn(now, present -> present.with(new Check(now, took)));
    }

    /** There was an answer, and {@code more}. */
    private void learn(Instant now, UnaryOperator<Known> more) {
        var before = known.getAndUpdate(present -> more.apply(present).answered(now, suspendAfter));
        var outage = before.outage();
        var facts = more.apply(before).facts();
        if (facts == null) {
            return;
        } else if (outage == null && before.facts() == null) {
            LOG.infof("Database connected: %s", facts.inWords());
        } else if (outage != null && !now.isBefore(outage.begun())) {
            LOG.infof("Database connected after %.1f s without: %s",
                    Duration.between(outage.since(), now).toMillis() / 1000.0, facts.inWords());
        }
    }

    /** An attempt begun at {@code begun} failed for good. A success since then makes it old news. */
    public void failed(FailureKind kind, Instant begun) {
        var now = clock.instant();
        var before = known.getAndUpdate(present -> present.failed(kind, begun, now));
        if (before.isContradicted(begun)) {
            return;
        } else if (before.outage() == null) {
            LOG.warnf(before.facts() == null ? "Database not reached: %s" : "Database lost: %s", kind.text());
        } else if (before.outage().kind() != kind) {
            LOG.warnf("Database still away: %s", kind.text());
        }
        synchronized (this) {
            notifyAll();
        }
    }

    /** Returns when, or as soon as, the state is DOWN. */
    public synchronized void awaitOutage() throws InterruptedException {
        while (known.get().outage() == null) {
            wait();
        }
    }

    public boolean hasAnsweredWithin(Duration time) {
        return hasAnsweredSince(clock.instant().minus(time).minusNanos(1));
    }

    public boolean hasAnsweredSince(Instant time) {
        return known.get().isContradicted(time);
    }

    /** Whether nothing but failures has come for longer than {@code time}. */
    public boolean hasFailedFor(Duration time) {
        var down = known.get().outage();
        return down != null && Duration.between(down.since(), clock.instant()).compareTo(time) > 0;
    }

    /** All at once, so that its parts are of one moment. */
    public DatabaseStatus status() {
        var present = known.get();
        var check = Optional.ofNullable(present.check());
        var state = present.state(clock.instant(), suspendAfter);
        return new DatabaseStatus(state, present.since(state, suspendAfter).orElse(started),
                Optional.ofNullable(present.outage()).map(Outage::kind), check.map(Check::verified),
                check.map(Check::roundTrip), Optional.ofNullable(present.facts()));
    }

    public DatabaseState state() {
        return status().state();
    }

    /** What the newest failure meant, while the state is DOWN. */
    public Optional<FailureKind> failure() {
        return status().failure();
    }
}
