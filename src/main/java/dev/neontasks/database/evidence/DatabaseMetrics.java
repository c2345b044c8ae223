package dev.neontasks.database.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;

/**
 * Counts what is done with the database. Names are OpenTelemetry's for database clients where it has one, and begin with
 * {@code neon_tasks} otherwise. All series are there from the start, so that a first increase is seen as one.
 */
@Singleton
public class DatabaseMetrics {

    /** What the database is used for, and so woken and kept awake for. */
    public enum Use {
        REQUEST,
        /** Of those who have no session to show yet. */
        SIGN_IN,
        /** Explicit checks, and the search for the end of an outage. */
        CHECK,
        MIGRATION
    }

    private static final Duration[] BOUNDARIES = { Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10),
            Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1),
            Duration.ofSeconds(5), Duration.ofSeconds(10) };

    private final AwakeTime awakeTime;
    private final Timer waitTime;
    private final Timer createTime;
    private final Counter timeouts;
    private final Counter retries;
    private final Map<FailureKind, Counter> failures = new EnumMap<>(FailureKind.class);
    private final Map<Use, Counter> wakeUps = new EnumMap<>(Use.class);
    private final Map<Use, Counter> awakeSeconds = new EnumMap<>(Use.class);
    private volatile EvidenceListener listener = EvidenceListener.NONE;

    public DatabaseMetrics(MeterRegistry registry, DatabaseSettings settings) {
        awakeTime = new AwakeTime(settings.suspendAfter());
        waitTime = Timer.builder("db.client.connection.wait_time").description("From asking for a connection to having one")
                .serviceLevelObjectives(BOUNDARIES).register(registry);
        createTime = Timer.builder("db.client.connection.create_time").description("From name look-up to the end of the login")
                .serviceLevelObjectives(BOUNDARIES).register(registry);
        timeouts = Counter.builder("db.client.connection.timeouts")
                .description("Requests that got no connection within the wake budget").register(registry);
        retries = Counter.builder("neon_tasks.database.retries").description("Work that was run a second time")
                .register(registry);
        for (var kind : FailureKind.values()) {
            failures.put(kind, Counter.builder("neon_tasks.database.failures").tag("kind", lower(kind))
                    .description("Requests and explicit checks that the database failed").register(registry));
        }
        for (var use : Use.values()) {
            wakeUps.put(use, Counter.builder("neon_tasks.database.wakeups").tag("cause", lower(use))
                    .description("Uses that found the database asleep, as far as is known here").register(registry));
            awakeSeconds.put(use, Counter.builder("neon_tasks.database.awake").tag("cause", lower(use)).baseUnit("seconds")
                    .description("Time that uses added to the database's being awake").register(registry));
        }
    }

    public void waited(Duration time) {
        waitTime.record(time);
    }

    public void created(Duration time) {
        createTime.record(time);
    }

    public void timedOut() {
        timeouts.increment();
    }

    public void retried() {
        retries.increment();
    }

    /** What a request is told that failed for {@code kind}. */
    public DatabaseUnavailable unavailable(FailureKind kind, @Nullable Throwable cause) {
        failures.get(kind).increment();
        return new DatabaseUnavailable(kind, cause);
    }

    /** Has {@code told} be told from now on, and nobody else. */
    public void tell(EvidenceListener told) {
        listener = told;
    }

    /** What was asked for at {@code asked}, and ran for {@code took}, was answered at {@code now}. */
    public void used(Use use, Instant asked, Duration took, Instant now) {
        listener.answered(now, took);
        used(use, asked, now);
    }

    /** The same for what is no single piece of work. */
    public void used(Use use, Instant asked, Instant now) {
        var charge = awakeTime.use(now);
        awakeSeconds.get(use).increment(charge.added().toMillis() / 1000.0);
        if (charge.wakes()) {
            wakeUps.get(use).increment();
        }
        listener.used(use, asked, now);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
