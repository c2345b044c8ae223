package dev.neontasks.database.work;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.queue.Asker;

/** One piece of work on the database, from the moment it is asked for to its answer, which is given once. */
final class Work<T> {

    final Asker who;
    final DatabaseMetrics.Use use;
    final Instant asked;
    final Instant entered;
    private final Function<StatelessSession, T> task;
    private final Context context;
    private final UniEmitter<? super T> emitter;
    private final AtomicBoolean answered = new AtomicBoolean();
    private Instant begun;
    private boolean ranBefore;

    Work(Asker who, DatabaseMetrics.Use use, Function<StatelessSession, T> task, Context context, UniEmitter<? super T> emitter,
            Instant asked, Instant entered) {
        this.who = who;
        this.use = use;
        this.task = task;
        this.context = context;
        this.emitter = emitter;
        this.asked = asked;
        this.entered = entered;
        this.begun = entered;
        emitter.onTermination(() -> answered.set(true));
    }

    void begin(Instant now) {
        // Whoever found it may have looked at the clock before it came.
        begun = now.isBefore(entered) ? entered : now;
    }

    /** Since the beginning of the newest run. */
    Duration hasRun(Instant now) {
        return Duration.between(begun, now);
    }

    /** From coming into the queue to the beginning of the newest run. */
    Duration waited() {
        return Duration.between(entered, begun);
    }

    /** In this thread, in the context of whoever asked for it. */
    T run(SessionFactory sessions, Connection connection) {
        var inside = (ContextInternal) context;
        var outside = inside.beginDispatch();
        try (var session = sessions.openStatelessSession(connection)) {
            return task.apply(session);
        } finally {
            inside.endDispatch(outside);
        }
    }

    /** True once: it may be run a second time, and not a third. */
    boolean mayRunAgain() {
        var may = !ranBefore;
        ranBefore = true;
        return may;
    }

    boolean isOlderThan(Duration age, Instant now) {
        return Duration.between(asked, now).compareTo(age) > 0;
    }

    /** Nobody waits for it any more. */
    boolean isAnswered() {
        return answered.get();
    }

    void succeed(T result) {
        answer(() -> emitter.complete(result));
    }

    void fail(Throwable failure) {
        answer(() -> emitter.fail(failure));
    }

    private void answer(Runnable answer) {
        if (answered.compareAndSet(false, true)) {
            context.runOnContext(ignored -> answer.run());
        }
    }
}
