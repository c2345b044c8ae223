package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;

import dev.neontasks.database.pool.FakePool;
import dev.neontasks.database.queue.ConcurrencyLimit;

/** That a place becomes a thread, and what the pool is told. */
class WorkersTest {

    private final Parts parts = new Parts();
    private final FakePool pool = new FakePool(1);
    private final WorkQueue queue = new WorkQueue(new ConcurrencyLimit(1), pool.open(), System::nanoTime);
    private final Outcomes outcomes = new Outcomes(queue, pool.open(), parts.evidence, parts.schema, parts.metrics,
            parts.settings);
    private final Queue<FlushMode> flushed = new ConcurrentLinkedQueue<>();
    private final Workers workers = new Workers(queue, outcomes, source(), new FakeSessions().factory(), pool.open(),
            parts.clock);

    @AfterEach
    void stop() {
        workers.stop();
    }

    @Test
    void workInThreadsThatTheEndOfTheProcessDoesNotWaitFor() {
        var thread = ask().orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(thread.getName()).isEqualTo("database-worker");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void failWhatIsAskedAfterTheEnd() {
        workers.stop();
        var answer = ask();
        assertThat(answer.handle((done, failure) -> failure).join()).isInstanceOf(RejectedExecutionException.class);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void haveThePoolCloseIdleConnectionsThatAreSuspect() {
        ask().orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(flushed).isEmpty();
        pool.open().retire(pool.open().generation());
        assertThat(flushed).containsExactly(FlushMode.INVALID);
    }

    private CompletableFuture<Thread> ask() {
        return Pieces.ask(Parts.ANN, session -> Thread.currentThread(), parts.timers.context(), parts.clock.instant(),
                queue::add);
    }

    private AgroalDataSource source() {
        return (AgroalDataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { AgroalDataSource.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getConnection" -> pool.getConnection();
                    case "flush" -> {
                        flushed.add((FlushMode) arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
