package dev.neontasks.database.work;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import org.hibernate.StatelessSession;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;

import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.queue.Asker;

/** Makes pieces of work, and tells their answers. */
final class Pieces {

    static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private Pieces() {
    }

    /** For tests that run nothing. */
    static Work<String> piece(Asker who) {
        var made = new CompletableFuture<Work<String>>();
        Context nowhere = null;
        ask(who, session -> "", nowhere, NOON, made::complete);
        return made.join();
    }

    /** For tests that run nothing, and look at nothing but who asked when. */
    static Work<String> unheard(Asker who, Instant asked) {
        Context nowhere = null;
        return new Work<>(who, DatabaseMetrics.Use.REQUEST, session -> "", nowhere, new Told(() -> {
        }), asked, asked);
    }

    /** @param told that there is an answer */
    static Work<String> heard(Asker who, Function<StatelessSession, String> task, Context context, Runnable told) {
        return new Work<>(who, DatabaseMetrics.Use.REQUEST, task, context, new Told(told), NOON, NOON);
    }

    /** Nobody waits for it any more. */
    static Work<String> left(Asker who) {
        var made = new CompletableFuture<Work<String>>();
        Context nowhere = null;
        ask(who, session -> "", nowhere, NOON, made::complete).cancel(true);
        return made.join();
    }

    /** Its answer. */
    static <T> CompletableFuture<T> ask(Asker who, Function<StatelessSession, T> task, Context context, Instant now,
            Consumer<Work<T>> queue) {
        return Uni.createFrom()
                .<T> emitter(emitter -> queue
                        .accept(new Work<>(who, DatabaseMetrics.Use.REQUEST, task, context, emitter, now, now)))
                .subscribeAsCompletionStage();
    }

    /** Few steps, and the same ones each time. */
    private record Told(Runnable told) implements UniEmitter<String> {

        @Override
        public void complete(String answer) {
            told.run();
        }

        @Override
        public void fail(Throwable failure) {
            told.run();
        }

        @Override
        public UniEmitter<String> onTermination(Runnable termination) {
            return this;
        }

        @Override
        public io.smallrye.mutiny.Context context() {
            return io.smallrye.mutiny.Context.empty();
        }
    }
}
