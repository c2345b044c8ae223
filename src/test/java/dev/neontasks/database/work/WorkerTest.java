package dev.neontasks.database.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseMetrics;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.FakePool;
import dev.neontasks.database.queue.Asker;
import dev.neontasks.database.queue.ConcurrencyLimit;
import dev.neontasks.database.work.Places.Place;
import dev.neontasks.environment.Environment;

/** What {@link WorkQueue} promises, with threads, and with a pool of connections to nothing. */
class WorkerTest {

    private static final int MAX = 8;
    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", "postgresql://u:p@localhost/d");
    private static final DatabaseSettings SETTINGS = DatabaseSettings
            .of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name))));

    private final Clock clock = Clock.systemUTC();
    private final FakePool pool = new FakePool(MAX);
    private final WorkQueue queue = new WorkQueue(new ConcurrencyLimit(MAX), pool.open(), System::nanoTime);
    private final DatabaseEvidence evidence = new DatabaseEvidence(clock, SETTINGS);
    private final Outcomes outcomes = new Outcomes(queue, pool.open(), evidence, new Schema(),
            new DatabaseMetrics(new SimpleMeterRegistry(), SETTINGS), SETTINGS);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void begin() {
        queue.staffedBy(this::start);
        pool.open().tell(() -> {
        }, () -> queue.look(clock.instant()));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    /** The first and the second of the promises: nothing is lost while workers come and go, and the bound holds. */
    @Test
    void losesNothingThatManyAskForAtTheSameTime() throws Exception {
        var askers = 8;
        var each = 5_000;
        var done = new AtomicInteger();
        var asking = IntStream.range(0, askers).mapToObj(asker -> CompletableFuture.runAsync(() -> {
            for (var turn = 0; turn < each; turn++) {
                ask("asker " + asker, session -> done.incrementAndGet()).join();
            }
        }, threads)).toList();
        for (var asked : asking) {
            asked.get(60, TimeUnit.SECONDS);
        }
        assertThat(done).hasValue(askers * each);
        assertThat(pool.most()).isLessThanOrEqualTo(MAX);
        nobodyIsLeft();
    }

    /** The third. */
    @Test
    void givesItsConnectionBackBeforeItLooksOnceMore() throws Exception {
        for (var turn = 0; turn < 2_000; turn++) {
            ask("ann", session -> "done").get(10, TimeUnit.SECONDS);
        }
        nobodyIsLeft();
        assertThat(pool.attempts()).as("each request found the connection of the one before").isLessThanOrEqualTo(2);
    }

    /** The fourth. */
    @Test
    void answersAllThatWaitsWhenConnectingIsHopeless() {
        pool.login(number -> {
            throw new SQLException("password authentication failed", "28P01");
        });
        var asked = IntStream.range(0, 100).mapToObj(piece -> ask("ann " + piece, session -> "done")).toList();
        for (var answer : asked) {
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).cause().isInstanceOf(DatabaseUnavailable.class)
                    .extracting(failure -> ((DatabaseUnavailable) failure).kind()).isEqualTo(FailureKind.WRONG_LOGIN);
        }
        assertThat(evidence.state()).isEqualTo(DatabaseState.DOWN);
        pool.login(number -> {
        });
        assertThat(ask("bob", session -> "done").orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("done");
    }

    @Test
    void waitsForTheEndOfANewOutage() {
        pool.login(number -> {
            if (number < 3) {
                throw new SQLException("refused", "08001");
            }
        });
        assertThat(ask("ann", session -> "done").orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("done");
        assertThat(pool.attempts()).isEqualTo(3);
    }

    /** The fifth. */
    @Test
    void usesNothingOfAGenerationThatBroke() throws Exception {
        var together = new CountDownLatch(4);
        var asked = IntStream.range(0, 4).mapToObj(piece -> ask("ann", session -> {
            together.countDown();
            return await(together);
        })).toList();
        for (var answer : asked) {
            assertThat(answer.get(10, TimeUnit.SECONDS)).isTrue();
        }
        nobodyIsLeft();
        var before = pool.attempts();
        var runs = new AtomicInteger();
        assertThat(ask("ann", session -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException(new SQLException("terminating connection", "57P01"));
            }
            return "done";
        }).get(10, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(runs).hasValue(2);
        assertThat(pool.attempts()).as("made anew, though there were idle ones").isEqualTo(before + 1);
        nobodyIsLeft();
        assertThat(pool.open().count()).as("the suspect ones are closed").isOne();
    }

    @Test
    void servesOthersBesideAConnectThatHangs() throws Exception {
        var release = new CountDownLatch(1);
        var ages = Executors.newSingleThreadScheduledExecutor();
        pool.login(number -> {
            if (number == 1) {
                await(release);
            }
        });
        try {
            var asked = IntStream.range(0, 20).mapToObj(piece -> ask("ann", session -> "done")).toList();
            // That it hangs is not known at once: until then it is waited for by what comes last.
            ages.scheduleAtFixedRate(() -> queue.look(clock.instant()), 100, 100, TimeUnit.MILLISECONDS);
            for (var answer : asked) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("done");
            }
            assertThat(pool.open().count()).isLessThan(MAX);
        } finally {
            ages.shutdownNow();
            release.countDown();
        }
    }

    @Test
    void runsWhatIsNextWhateverOneThrows() throws Exception {
        var asked = new ArrayList<CompletableFuture<String>>();
        for (var piece = 0; piece < 200; piece++) {
            var isThrowing = piece % 2 == 0;
            asked.add(ask("ann", session -> {
                if (isThrowing) {
                    throw new AssertionError("on purpose");
                }
                return "done";
            }));
        }
        for (var piece = 0; piece < 100; piece++) {
            var answer = asked.get(piece);
            if (piece % 2 == 0) {
                assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("on purpose");
            } else {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("done");
            }
        }
        nobodyIsLeft();
    }

    private void start(Place place) {
        threads.execute(new Worker(place, queue, outcomes, pool, sessions(), pool.open(), clock));
    }

    private <T> CompletableFuture<T> ask(String who, Function<StatelessSession, T> task) {
        return Pieces.ask(Asker.account(who), task, VERTX.getOrCreateContext(), clock.instant(), queue::add);
    }

    private void nobodyIsLeft() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> queue.busy() + queue.waiting() == 0
                && pool.idle() == pool.open().count() && pool.open().ending() == 0);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static SessionFactory sessions() {
        return proxy(SessionFactory.class, "openStatelessSession", arguments -> proxy(StatelessSession.class, "close",
                nothing -> null));
    }

    private static <T> T proxy(Class<T> type, String method, Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(WorkerTest.class.getClassLoader(), new Class<?>[] { type },
                (proxy, called, arguments) -> {
                    assertThat(called.getName()).isEqualTo(method);
                    return answer.apply(arguments);
                }));
    }
}
