package dev.neontasks.database.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import org.hibernate.StatelessSession;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.neontasks.HandTimers;
import dev.neontasks.TestClock;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.FakeConnections;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.work.Places.Place;
import dev.neontasks.environment.Environment;

/** A queue whose workers are only written down, and what stands around it: with time that passes when a test says so. */
final class Parts {

    static final int MAX = 4;
    static final Duration WAKE_BUDGET = Duration.ofSeconds(10);
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);
    static final Asker ANN = Asker.account("ann");

    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d",
            "DATABASE_POOL_MAX", Integer.toString(MAX));

    final DatabaseSettings settings = DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name))));
    final TestClock clock = new TestClock();
    final HandTimers timers = new HandTimers();
    final FakeConnections connections = new FakeConnections(MAX);
    final Queue<Place> started = new ArrayDeque<>();
    final WorkQueue queue = new WorkQueue(new ConcurrencyLimit(MAX), connections.open(), clock::nanos);
    final DatabaseEvidence evidence = new DatabaseEvidence(clock, settings);
    final Schema schema = new Schema();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final DatabaseMetrics metrics = new DatabaseMetrics(registry, settings);

    Parts() {
        queue.staffedBy(started::add);
    }

    CompletableFuture<String> ask() {
        return ask(session -> "done");
    }

    CompletableFuture<String> ask(Function<StatelessSession, String> task) {
        return Pieces.ask(ANN, task, timers.context(), clock.instant(), queue::add);
    }

    /** A worker begins with what is next. */
    Work<?> begin() {
        return begin(started.remove());
    }

    Work<?> begin(Place place) {
        return queue.take(place, connections.open().generation(), clock.instant()).orElseThrow();
    }

    double count(String counter, String... tags) {
        return registry.get(counter).tags(tags).counter().count();
    }

    /** Why there was no answer. */
    static FailureKind reason(CompletableFuture<?> answer) {
        try {
            throw new AssertionError("answered: " + answer.getNow(null));
        } catch (CompletionException e) {
            return ((DatabaseUnavailable) e.getCause()).kind();
        }
    }
}
