package dev.neontasks.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkus.arc.Arc;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

/** One piece of work on the database, from the moment it is asked for to its answer, which is given once. */
final class Work<T> {

    final String who;
    final DatabaseMeter.Use use;
    final Instant asked;
    private final Instant entered;
    private final Supplier<T> task;
    private final Context context;
    private final UniEmitter<? super T> emitter;
    private final AtomicBoolean answered = new AtomicBoolean();
    private Instant begun;
    private boolean ranBefore;

    Work(String who, DatabaseMeter.Use use, Supplier<T> task, Context context, UniEmitter<? super T> emitter,
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

    /** On a worker thread, in the context of whoever asked for it; or says why it cannot. */
    void start(Runnable run, Consumer<Throwable> failed) {
        try {
            context.executeBlocking(() -> {
                run.run();
                return null;
            }, false).onFailure(failed::accept);
        } catch (RuntimeException | Error e) {
            // There is no thread for it.
            failed.accept(e);
        }
    }

    /** In this thread, in the context of whoever asked for it. */
    <R> Optional<R> inContext(Supplier<Optional<R>> run) {
        var inside = (ContextInternal) context;
        var outside = inside.beginDispatch();
        try {
            return run.get();
        } finally {
            inside.endDispatch(outside);
        }
    }

    void begin(Instant now) {
        // Whoever found it may have looked at the clock before it came.
        begun = now.isBefore(entered) ? entered : now;
    }

    boolean hasRunFor(Duration time, Instant now) {
        return Duration.between(begun, now).compareTo(time) > 0;
    }

    /** From coming into the queue to the beginning of the newest run. */
    Duration waited() {
        return Duration.between(entered, begun);
    }

    T run() {
        var request = Arc.container().requestContext();
        if (request.isActive()) {
            return task.get();
        }
        // Hibernate wants one, and who asks outside of a request has none.
        request.activate();
        try {
            return task.get();
        } finally {
            request.terminate();
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
