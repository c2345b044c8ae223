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

    private final Clock clock;
    private final Duration suspendAfter;
    private final Instant started;
    private final AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);
    private volatile EvidenceListener listener = EvidenceListener.NONE;

    public DatabaseEvidence(Clock clock, DatabaseSettings settings) {
        this.clock = clock;
        this.suspendAfter = settings.suspendAfter();
        this.started = clock.instant();
    }

    /** Has {@code told} be told from now on, and nobody else. */
    public void tell(EvidenceListener told) {
        listener = told;
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
        learn(now, present -> present.with(new Known.Check(now, took)));
    }

    /** Whoever is about to connect at this moment wakes it, if it is asleep. */
    public void connecting() {
        var present = known.get();
        if (listener != EvidenceListener.NONE && present.outage() == null) {
            var now = clock.instant();
            if (present.state(now, suspendAfter) != DatabaseState.UP) {
                listener.waking(now);
            }
        }
    }

    /** There was an answer, and {@code more}. */
    private void learn(Instant now, UnaryOperator<Known> more) {
        var before = known.getAndUpdate(present -> more.apply(present).answered(now, suspendAfter));
        if (before.isUpAgain(now, suspendAfter)) {
            listener.changed(now, before.asleepSince(now, suspendAfter));
        }
        log(now, before, more.apply(before).facts());
    }

    private static void log(Instant now, Known before, @Nullable ConnectionFacts facts) {
        var outage = before.outage();
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
        }
        if (before.outage() == null) {
            LOG.warnf(before.facts() == null ? "Database not reached: %s" : "Database lost: %s", kind.text());
        } else if (before.outage().kind() != kind) {
            LOG.warnf("Database still away: %s", kind.text());
        }
        if (before.outage() == null || before.outage().kind() != kind) {
            listener.changed(now, before.asleepSince(now, suspendAfter));
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
                Optional.ofNullable(present.outage()).map(Known.Outage::kind), check.map(Known.Check::verified),
                check.map(Known.Check::roundTrip), Optional.ofNullable(present.facts()));
    }

    public DatabaseState state() {
        return status().state();
    }

    /** What the newest failure meant, while the state is DOWN. */
    public Optional<FailureKind> failure() {
        return status().failure();
    }
}
