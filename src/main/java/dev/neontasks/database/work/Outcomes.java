package dev.neontasks.database.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.OpenConnections;

/**
 * Decides what the end of a piece of work, or of an attempt to connect, means: an answer, one more run, or to go on waiting.
 */
@Singleton
class Outcomes {

    /** Connections that have answered within this time make up for one that could not be made. */
    private static final Duration RECENTLY = Duration.ofSeconds(1);

    private final WorkQueue queue;
    private final OpenConnections connections;
    private final DatabaseEvidence evidence;
    private final Schema schema;
    private final DatabaseMetrics meter;
    private final Duration wakeBudget;

    Outcomes(WorkQueue queue, OpenConnections connections, DatabaseEvidence evidence, Schema schema,
            DatabaseMetrics meter, DatabaseSettings settings) {
        this.queue = queue;
        this.connections = connections;
        this.evidence = evidence;
        this.schema = schema;
        this.meter = meter;
        this.wakeBudget = settings.wakeBudget();
    }

    void begins(Work<?> work) {
        meter.waited(work.waited());
    }

    /** Returns what gives the answer. */
    <T> Optional<Runnable> answered(Work<T> work, T result, Instant now) {
        hasAnswered(work, now);
        return Optional.of(() -> work.succeed(result));
    }

    /** Returns what gives the answer; nothing if the work is to run once more. Whatever happens meanwhile: throws nothing. */
    Optional<Runnable> failed(Work<?> work, Throwable failure, Instant begun, Instant now, int generation) {
        try {
            return judged(work, failure, begun, now, generation);
        } catch (RuntimeException | Error e) {
            return Optional.of(() -> work.fail(e));
        }
    }

    private Optional<Runnable> judged(Work<?> work, Throwable failure, Instant begun, Instant now, int generation) {
        var meaning = FailureClassifier.of(failure);
        if (meaning.isEmpty()) {
            // A fact, such as that there is no such task; the database was asked for it.
            if (failure instanceof RuntimeException) {
                hasAnswered(work, now);
            }
            return Optional.of(() -> work.fail(failure));
        }
        var kind = meaning.get();
        // One that is slow is no reason to make all anew while others are answered.
        if (kind.isConnectionBroken() && !(kind == FailureKind.TIMED_OUT && evidence.hasAnsweredSince(begun))) {
            connections.retire(generation);
        }
        if (kind.isRetryable() && !work.isOlderThan(wakeBudget, now) && work.mayRunAgain()) {
            meter.retried();
            return Optional.empty();
        }
        if (kind.isOfSchema() && schema.doubt(failure, begun)) {
            // What a role may do, and where it looks, is settled when it connects.
            connections.retire(generation);
        }
        if (kind.isAnswer()) {
            evidence.answered(now);
        } else {
            evidence.failed(kind, begun);
        }
        var unavailable = meter.unavailable(kind, failure);
        return Optional.of(() -> work.fail(unavailable));
    }

    /** An attempt to connect, begun at {@code begun} for {@code generation}, came to nothing. */
    void notConnected(FailureKind kind, Instant begun, int generation) {
        // One of an earlier generation may have failed for what is mended since, such as the old password.
        if (generation != connections.generation() || kind.isWaking()
                || connections.count() > 0 && evidence.hasAnsweredWithin(RECENTLY)) {
            return;
        }
        evidence.failed(kind, begun);
        // A new outage may pass while they wait; an old one is answered at once.
        var isHopeless = !kind.isTransient() || evidence.hasFailedFor(wakeBudget);
        if (isHopeless && connections.count() == 0) {
            queue.takeOut(work -> true).forEach(work -> work.fail(meter.unavailable(kind, null)));
        }
    }

    private void hasAnswered(Work<?> work, Instant now) {
        evidence.answered(now);
        meter.used(work.use, work.entered, work.hasRun(now), now);
    }
}
