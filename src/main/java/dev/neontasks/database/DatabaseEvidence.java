package dev.neontasks.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The single memory of what is known of the database. Real traffic, the migration and explicit checks feed it; probes and
 * the status page read it. Reading never touches the database.
 */
@Singleton
public class DatabaseEvidence {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** What the newest failure meant, and since when nothing but failures came. */
    private record Outage(FailureKind kind, Instant since) {
    }

    private final Clock clock;
    private final Duration suspendAfter;
    private final Instant started;
    private volatile @Nullable Outage outage;
    private volatile @Nullable Instant lastAnswer;
    private volatile @Nullable Instant upSince;
    private volatile @Nullable Instant lastVerified;
    private volatile @Nullable Duration roundTrip;
    private volatile @Nullable ConnectionFacts facts;

    DatabaseEvidence(Clock clock, DatabaseSettings settings) {
        this.clock = clock;
        this.suspendAfter = settings.suspendAfter();
        this.started = clock.instant();
    }

    /** A connection was made, its login accepted. */
    void connected(ConnectionFacts newest) {
        var first = facts == null;
        facts = newest;
        if (first && outage == null) {
            LOG.infof("Database connected: %s", described(newest));
        }
        answered();
    }

    /** A statement was answered, be it with an error about the statement. */
    synchronized void answered() {
        var now = clock.instant();
        if (outage != null || upSince == null || isAsleep(now)) {
            up(now);
        }
        lastAnswer = now;
    }

    /** An explicit check was answered. */
    void verified(Duration took) {
        roundTrip = took;
        answered();
        lastVerified = clock.instant();
    }

    /** An attempt begun at {@code begun} failed for good. A success since then makes it old news. */
    synchronized void failed(FailureKind kind, Instant begun) {
        var answer = lastAnswer;
        if (answer != null && answer.isAfter(begun)) {
            return;
        }
        var before = outage;
        if (before == null) {
            LOG.warnf(facts == null ? "Database not reached: %s" : "Database lost: %s", kind.text());
        } else if (before.kind() != kind) {
            LOG.warnf("Database still away: %s", kind.text());
        }
        outage = new Outage(kind, before == null ? clock.instant() : before.since());
        notifyAll();
    }

    /** Returns when, or as soon as, the state is DOWN. */
    synchronized void awaitOutage() throws InterruptedException {
        while (outage == null) {
            wait();
        }
    }

    private void up(Instant now) {
        var before = outage;
        outage = null;
        upSince = now;
        var known = facts;
        if (before != null && known != null) {
            LOG.infof("Database connected after %.1f s without: %s", Duration.between(before.since(), now).toMillis() / 1000.0,
                    described(known));
        }
    }

    boolean hasAnsweredWithin(Duration time) {
        var answer = lastAnswer;
        return answer != null && Duration.between(answer, clock.instant()).compareTo(time) <= 0;
    }

    boolean hasAnsweredSince(Instant time) {
        var answer = lastAnswer;
        return answer != null && answer.isAfter(time);
    }

    /** Whether nothing but failures has come for longer than {@code time}. */
    boolean hasFailedFor(Duration time) {
        var down = outage;
        return down != null && Duration.between(down.since(), clock.instant()).compareTo(time) > 0;
    }

    public DatabaseState state() {
        if (outage != null) {
            return DatabaseState.DOWN;
        } else if (lastAnswer == null) {
            return DatabaseState.UNKNOWN;
        }
        return isAsleep(clock.instant()) ? DatabaseState.ASLEEP : DatabaseState.UP;
    }

    /** When the present state began. */
    public Instant since() {
        var down = outage;
        var up = upSince;
        var answer = lastAnswer;
        if (down != null) {
            return down.since();
        } else if (up == null || answer == null) {
            return started;
        }
        return isAsleep(clock.instant()) ? answer.plus(suspendAfter) : up;
    }

    /** What the newest failure meant, while the state is DOWN. */
    public Optional<FailureKind> failure() {
        return Optional.ofNullable(outage).map(Outage::kind);
    }

    public Optional<Instant> lastVerified() {
        return Optional.ofNullable(lastVerified);
    }

    /** How long the newest explicit check took. */
    public Optional<Duration> roundTrip() {
        return Optional.ofNullable(roundTrip);
    }

    /** Of the newest connection. */
    public Optional<ConnectionFacts> facts() {
        return Optional.ofNullable(facts);
    }

    private boolean isAsleep(Instant now) {
        var answer = lastAnswer;
        return answer != null && Duration.between(answer, now).compareTo(suspendAfter) > 0;
    }

    private static String described(ConnectionFacts facts) {
        return "%s endpoint, %s, PostgreSQL %s, in %d ms".formatted(facts.endpoint().name().toLowerCase(Locale.ROOT),
                facts.tls().map(ConnectionFacts.Tls::version).orElse("TLS"), facts.serverVersion(),
                facts.took().toMillis());
    }
}
