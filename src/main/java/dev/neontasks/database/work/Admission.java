package dev.neontasks.database.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.neontasks.database.evidence.DatabaseCondition;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.DatabaseMetrics.Use;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.queue.Asker;

/**
 * The only way to the database: work waits in a {@link WorkQueue}, without a thread and inside the wake budget, until a worker
 * has a connection for it. So a sleeping or a full database costs no threads, and nobody's flood of requests starves anybody
 * else.
 */
@Singleton
public class Admission {

    /** Who floods asks again as soon as there is an answer; this leaves the processor to those who are let in. */
    private static final Duration BEFORE_TURNED_AWAY = Duration.ofMillis(500);
    /** Beyond it the answer comes at once: they cost memory. */
    private static final int MOST_TURNED_AWAY = 5_000;

    private final WorkQueue queue;
    private final DatabaseCondition condition;
    private final Schema schema;
    private final DatabaseMetrics meter;
    private final SessionFactory sessions;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicInteger turnedAway = new AtomicInteger();

    /** @param workers a parameter because they have to be there */
    Admission(WorkQueue queue, Workers workers, DatabaseCondition condition, Schema schema, DatabaseMetrics meter,
            SessionFactory sessions, Vertx vertx, Clock clock) {
        this.queue = queue;
        this.condition = condition;
        this.schema = schema;
        this.meter = meter;
        this.sessions = sessions;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Runs {@code work} on a worker's thread in the caller's context. Fails with {@link DatabaseUnavailable} when the database
     * could not do its part in time. The work is run once more, on another connection, when the first run failed in a way that
     * may have passed; so it must be safe to run twice even if the first run took effect and only its answer was lost: every
     * statement is its own transaction and every write can tell its own traces.
     *
     * @param who whose turn it takes
     */
    public <T> Uni<T> run(Asker who, Function<StatelessSession, T> work) {
        return run(who, clock.instant(), work);
    }

    /** The same for a part of what was asked at {@code asked}: all parts together may take no longer than one. */
    public <T> Uni<T> run(Asker who, Instant asked, Function<StatelessSession, T> work) {
        return schema.isReady() ? admit(who, who.isStranger() ? Use.SIGN_IN : Use.REQUEST, asked, work)
                : Uni.createFrom().failure(this::withoutSchema);
    }

    private DatabaseUnavailable withoutSchema() {
        schema.want();
        return meter.unavailable(condition.reason(condition.status()).orElse(FailureKind.SCHEMA_NOT_READY), null);
    }

    /** The moment that the parts of a request are all asked at. */
    public Instant now() {
        return clock.instant();
    }

    /** For the service itself, as the end of its migration. */
    public <T> Uni<T> warmUp(Function<StatelessSession, T> work) {
        return admit(Asker.service("warm-up"), Use.MIGRATION, clock.instant(), work);
    }

    /** For a session that has no connection: what is understood ahead of time need not be when requests wait for it. */
    public void withoutDatabase(Consumer<StatelessSession> preparation) {
        try (var session = sessions.openStatelessSession()) {
            preparation.accept(session);
        }
    }

    /** Whether the database answers, whether or not the schema is ready. */
    <T> Uni<T> check(Function<StatelessSession, T> work) {
        schema.want();
        return admit(Asker.service("check"), Use.CHECK, clock.instant(), work);
    }

    private <T> Uni<T> admit(Asker who, Use use, Instant asked, Function<StatelessSession, T> task) {
        return Uni.createFrom().emitter(emitter -> {
            var work = new Work<>(who, use, task, vertx.getOrCreateContext(), emitter, asked, clock.instant());
            if (!queue.add(work)) {
                turnAway(work);
            }
        });
    }

    private void turnAway(Work<?> work) {
        var failure = meter.unavailable(FailureKind.NO_FREE_CONNECTION, null);
        if (turnedAway.incrementAndGet() > MOST_TURNED_AWAY) {
            turnedAway.decrementAndGet();
            work.fail(failure);
            return;
        }
        vertx.setTimer(BEFORE_TURNED_AWAY.toMillis(), timer -> {
            turnedAway.decrementAndGet();
            work.fail(failure);
        });
    }
}
