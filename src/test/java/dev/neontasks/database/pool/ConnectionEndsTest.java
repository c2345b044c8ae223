package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

/** How connections end, what waits for that, and who is told. */
class ConnectionEndsTest {

    private static final int MAX = 2;

    private final Queue<Runnable> ends = new ArrayDeque<>();
    private final OpenConnections connections = new OpenConnections(MAX, ends::add);
    private final FakeConnections made = new FakeConnections(MAX);

    @Test
    void leaveRoomWhenTheyFail() throws SQLException {
        var single = new OpenConnections(1, Runnable::run);
        single.close(single.make(ConnectionEndsTest::unclosable));
        assertThat(single.total()).isZero();
        assertThat(single.make(made::connection)).isNotNull();
    }

    @Test
    void areTakenToHaveComeForWhatCannotSay() throws SQLException {
        var one = connections.make(ConnectionEndsTest::unclosable);
        connections.closeClosed();
        assertThat(connections.ending()).isOne();
        assertThat(connections.isUsable(one)).isFalse();
    }

    @Test
    void countUntilTheyAreOver() throws SQLException {
        connections.close(make());
        make();
        assertThat(connections.total()).isEqualTo(MAX);
        ends.remove().run();
        assertThat(connections.total()).isOne();
    }

    @Test
    void areToldWhenThereIsOneLess() throws SQLException {
        var left = new AtomicInteger(-1);
        connections.tell(() -> {
        }, () -> left.set(connections.total()));
        make();
        connections.close(make());
        assertThat(left).hasValue(-1);
        ends.remove().run();
        assertThat(left).hasValue(1);
    }

    @Test
    void areToldOfAGenerationOnce() {
        var told = new AtomicInteger();
        connections.tell(told::incrementAndGet, () -> {
        });
        connections.retire(1);
        assertThat(told).as("it is another one").hasValue(0);
        connections.retire(0);
        connections.retire(0);
        assertThat(told).hasValue(1);
    }

    @Test
    void areWaitedForByWhoeverFindsNoRoom() throws SQLException {
        make();
        make();
        var begun = System.nanoTime();
        assertThatThrownBy(this::make).isInstanceOf(SQLException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void areNotWaitedForByWhoeverIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::make).isInstanceOf(SQLException.class).extracting("SQLState").isEqualTo("53300");
        assertThat(Thread.interrupted()).as("whoever called still knows").isTrue();
    }

    /** The pool, which closes it too, is to find it closed; a silent peer would keep the pool waiting. */
    @Test
    void areWaitedForAMomentByWhoeverBeginsThem() throws SQLException {
        var begun = System.nanoTime();
        connections.close(make());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(10), Duration.ofSeconds(5));
    }

    private Connection make() throws SQLException {
        return connections.make(made::connection);
    }

    private static Connection unclosable() {
        return (Connection) Proxy.newProxyInstance(ConnectionEndsTest.class.getClassLoader(),
                new Class<?>[] { Connection.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> throw new SQLException(method.getName());
                });
    }
}
