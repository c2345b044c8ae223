package dev.neontasks.database.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.StartupEvent;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseCondition;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.evidence.DatabaseStatus;
import dev.neontasks.database.evidence.EvidenceListener;
import dev.neontasks.database.evidence.Schema;

/** Keeps in memory, until the process ends, what is learned of the database in 24 hours: no more than so much of it. */
@Singleton
public class DatabaseHistory implements EvidenceListener {

    static final Duration MEMORY = Duration.ofHours(24);
    /** More than three times the 288 that there are in a day of naps that begin after five minutes. */
    static final int STRETCHES = 1_000;
    static final int WAKES = 300;
    static final int ROUND_TRIPS = (int) MEMORY.toSeconds() / RoundTrips.SECONDS;

    /** After the settings are checked, before the migration connects. */
    private static final int PRIORITY = 900;
    /** For what an attempt to connect takes beside the login, which may take the wake budget. */
    private static final Duration BESIDE_THE_LOGIN = Duration.ofSeconds(5);

    /** It answered; where a connection was made for that, that was begun before. */
    private record Waking(Optional<Instant> begun, Instant answered) {
    }

    private final DatabaseCondition condition;
    private final Clock clock;
    private final Duration longestAttempt;
    private final Timeline timeline;
    private final RoundTrips roundTrips = new RoundTrips(ROUND_TRIPS);
    private final Deque<Wake> wakes = new ArrayDeque<>();
    private Instant since;
    private Instant newestAttempt = Instant.MIN;
    /** The newest, until something was answered that it was for. */
    private volatile @Nullable Waking unnamed;

    public DatabaseHistory(DatabaseCondition condition, DatabaseSettings settings, Clock clock) {
        this.condition = condition;
        this.clock = clock;
        this.longestAttempt = settings.wakeBudget().plus(BESIDE_THE_LOGIN);
        this.since = clock.instant();
        this.timeline = new Timeline(STRETCHES, since);
    }

    void begin(@Observes @Priority(PRIORITY) StartupEvent event, DatabaseEvidence evidence, Schema schema,
            DatabaseMetrics meter) {
        follow(evidence, schema, meter);
    }

    void follow(DatabaseEvidence evidence, Schema schema, DatabaseMetrics meter) {
        evidence.tell(this);
        schema.tell(this);
        meter.tell(this);
    }

    @Override
    public synchronized void waking(Instant begun) {
        var status = condition.status();
        if (isWakeable(status)) {
            catchUp(status, begun);
            newestAttempt = begun;
            timeline.turn(Phase.WAKING, begun, Optional.empty());
        }
    }

    @Override
    public synchronized void changed(Instant now, Optional<Instant> asleepSince) {
        if (timeline.newest() == Phase.UP) {
            asleepSince.ifPresent(time -> timeline.turn(Phase.ASLEEP, time, Optional.empty()));
        }
        var before = timeline.newest();
        var begun = timeline.newestFrom();
        catchUp(condition.status(), now);
        unnamed = before != timeline.newest() && timeline.newest() == Phase.UP && before != Phase.DOWN
                ? new Waking(before == Phase.WAKING ? Optional.of(begun) : Optional.empty(), now)
                : null;
    }

    @Override
    public void answered(Instant now, Duration took) {
        roundTrips.answered(now, took);
    }

    @Override
    public void used(DatabaseMetrics.Use use, Instant asked, Instant now) {
        if (unnamed != null) {
            name(use, asked);
        }
    }

    private synchronized void name(DatabaseMetrics.Use use, Instant asked) {
        var known = unnamed;
        if (known == null) {
            return;
        }
        unnamed = null;
        // What it was asked for may have failed, and this have come after.
        var begun = known.begun().orElse(asked.isBefore(known.answered()) ? asked : known.answered());
        wakes.addLast(new Wake(begun, use, Duration.between(begun, known.answered())));
        if (wakes.size() > WAKES) {
            wakes.removeFirst();
        }
    }

    /** Up to this moment. */
    public History seen() {
        var known = remembered();
        return new History(known.since(), known.until(), known.stretches(), known.wakes(),
                roundTrips(known.since()));
    }

    synchronized List<Wake> wakes() {
        return List.copyOf(wakes);
    }

    List<RoundTrip> roundTrips(Instant begin) {
        return roundTrips.since(begin);
    }

    private synchronized History remembered() {
        var now = clock.instant();
        catchUp(condition.status(), now);
        var earliest = now.minus(MEMORY);
        timeline.forgetUntil(earliest);
        since = latest(since, earliest, timeline.begin());
        wakes.removeIf(wake -> wake.at().isBefore(since));
        return new History(since, now, timeline.since(since), List.copyOf(wakes), List.of());
    }

    /** What the state has come to by {@code now} without news: it falls asleep by the clock. */
    private void catchUp(DatabaseStatus status, Instant now) {
        if (timeline.newest() == Phase.WAKING && isWakeable(status)) {
            var end = newestAttempt.plus(longestAttempt);
            if (now.isAfter(end)) {
                timeline.turn(Phase.of(status.state()), end, Optional.empty());
            }
            return;
        }
        // That it is down for another reason is so since it is known.
        var from = timeline.newest() == Phase.DOWN && status.state() == DatabaseState.DOWN ? now : status.since();
        timeline.turn(Phase.of(status.state()), from, status.failure());
    }

    private static boolean isWakeable(DatabaseStatus status) {
        return status.state() == DatabaseState.ASLEEP || status.state() == DatabaseState.UNKNOWN;
    }

    private static Instant latest(Instant... times) {
        var latest = Instant.MIN;
        for (var time : times) {
            latest = time.isAfter(latest) ? time : latest;
        }
        return latest;
    }
}
