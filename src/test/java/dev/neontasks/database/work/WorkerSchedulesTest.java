package dev.neontasks.database.work;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;

import dev.neontasks.Schedules;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.pool.NumberedPool;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.queue.SharedQueue;
import dev.neontasks.database.work.Places.Place;
import dev.neontasks.environment.Environment;

/**
 * The workers themselves, with a pool of connections to nothing: in whatever order they come, leave and find their connections
 * broken while others ask, everybody is answered once, no connection is beyond the bound and none is left behind.
 */
@Tag("parts")
public class WorkerSchedulesTest {

    private static final int MAX = 2;
    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d");
    private static final DatabaseSettings SETTINGS = DatabaseSettings
            .of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name))));
    private static final DatabaseMetrics METRICS = new DatabaseMetrics(new CompositeMeterRegistry(), SETTINGS);
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final StatelessSession SESSION = proxy(StatelessSession.class, arguments -> null);
    private static final ContextInternal CONTEXT = proxy(ContextInternal.class, arguments -> {
        if (arguments != null && arguments[0] instanceof Handler<?> answer) {
            answer.handle(null);
        }
        return null;
    });
    private static final SQLException BROKEN = new SQLException("terminating connection", "57P01");
    private static final Exception LATE = new SQLException("too late");
    private static final Asker ANN = Asker.account("ann");
    private static final Asker TOO_MUCH = Asker.account("too much");

    private final NumberedPool pool = new NumberedPool(MAX);
    private final WorkQueue queue = new WorkQueue(new ConcurrencyLimit(MAX), pool.open(), () -> 0);
    private final Outcomes outcomes = new Outcomes(queue, pool.open(), new DatabaseEvidence(CLOCK, SETTINGS), new Schema(),
            METRICS, SETTINGS) {

        @Override
        void begins(Work<?> work) {
            if (work.who.equals(TOO_MUCH)) {
                throw new IllegalStateException("There is no memory");
            }
            super.begins(work);
        }
    };
    private final SessionFactory sessions = proxy(SessionFactory.class, arguments -> begunWith((Connection) arguments[0]));
    private final Queue<Place> started = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final Set<Connection> suspect = ConcurrentHashMap.newKeySet();
    private volatile boolean isSuspectUsedAgain;

    public WorkerSchedulesTest() {
        queue.staffedBy(started::add);
        pool.open().tell(() -> {
        }, () -> queue.look(CLOCK.instant()));
    }

    @Test
    void whateverTheOrder() {
        // The first time loads more classes than a schedule can hold.
        var first = new WorkerSchedulesTest();
        first.askInVain();
        first.everybodyIsAnsweredAndNobodyIsLeft();
        Schedules.checkEnd(WorkerSchedulesTest.class, DatabaseMetrics.class, DatabaseEvidence.class,
                FailureClassifier.class, Outcomes.class, SharedQueue.class, Proxy.class);
    }

    @Operation
    public void ask() {
        ask(ANN, session -> "done");
    }

    /** Something that finds its connection broken, once. */
    @Operation
    public void askInVain() {
        var runs = new AtomicInteger();
        ask(ANN, session -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException(BROKEN);
            }
            return "done";
        });
    }

    /** Something at which a worker breaks off. */
    @Operation
    public void askTooMuch() {
        ask(TOO_MUCH, session -> "done");
    }

    /** What waits or runs is answered before it is done, as when its time is over. */
    @Operation
    public void giveUp() {
        queue.takeOut(work -> true).forEach(work -> work.fail(LATE));
        queue.running(work -> true).forEach(work -> work.fail(LATE));
    }

    /** Whoever was started works until nobody waits. */
    @Operation
    public void work() {
        var place = started.poll();
        if (place != null) {
            try {
                new Worker(place, queue, outcomes, pool.source(), sessions, pool.open(), CLOCK).run();
            } catch (IllegalStateException e) {
                // It has broken off, as it was to.
            }
        }
    }

    @Validate
    public void everybodyIsAnsweredAndNobodyIsLeft() {
        while (!started.isEmpty()) {
            work();
        }
        check(answers.get() == asked.get(), "somebody is not answered once");
        check(queue.waiting() + queue.busy() == 0, "work is left");
        check(!isSuspectUsedAgain, "a connection is used again after others of its generation broke");
        check(pool.most() <= MAX, "there are more connections than there may be");
        check(pool.open().total() == pool.idle(), "a connection is left behind");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private void ask(Asker who, Function<StatelessSession, String> task) {
        asked.incrementAndGet();
        queue.add(Pieces.heard(who, task, CONTEXT, answers::incrementAndGet));
    }

    /** One may break just when the next piece begins with it, and the one after that begins with another. */
    private StatelessSession begunWith(Connection connection) {
        if (!pool.isUsable(connection) && !suspect.add(connection)) {
            isSuspectUsedAgain = true;
        }
        return SESSION;
    }

    private static <T> T proxy(Class<T> type, Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(WorkerSchedulesTest.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    case "toString" -> type.getSimpleName();
                    default -> answer.apply(arguments);
                }));
    }
}
