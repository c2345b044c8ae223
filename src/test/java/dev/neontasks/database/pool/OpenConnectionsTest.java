package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class OpenConnectionsTest {

    private static final int MAX = 2;

    private final Queue<Runnable> ends = new ArrayDeque<>();
    private final OpenConnections connections = new OpenConnections(MAX, ends::add);
    private final Set<Connection> closed = new HashSet<>();

    @Test
    void areUsableUntilOneOfTheirGenerationBreaks() throws SQLException {
        var one = made();
        var other = made();
        assertThat(connections.usable()).isEqualTo(MAX);
        connections.retire(connections.generation());
        assertThat(connections.isUsable(one)).isFalse();
        assertThat(connections.isUsable(other)).isFalse();
        assertThat(connections.usable()).isZero();
        assertThat(connections.count()).as("they are open still").isEqualTo(MAX);
    }

    @Test
    void retireAGenerationOnce() throws SQLException {
        var suspect = connections.generation();
        connections.retire(suspect);
        var younger = made();
        connections.retire(suspect);
        assertThat(connections.isUsable(younger)).isTrue();
    }

    @Test
    void areNotUsableWhenOneBrokeWhileTheyWereMade() throws SQLException {
        var late = connections.make(() -> {
            connections.retireAll();
            return connection();
        });
        assertThat(connections.isUsable(late)).isFalse();
        assertThat(connections.usable()).isZero();
    }

    @Test
    void countUntilTheyAreClosed() throws SQLException {
        var one = made();
        made();
        connections.close(one);
        assertThat(connections.count()).isOne();
        assertThat(connections.ending()).isOne();
        var third = CompletableFuture.supplyAsync(() -> {
            try {
                return made();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(third).as("there is no room before").isNotDone();
        end();
        assertThat(third).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(connections.count()).isEqualTo(MAX);
        assertThat(connections.ending()).isZero();
    }

    @Test
    void areNeverMoreThanThereMayBe() throws SQLException {
        made();
        made();
        assertThatThrownBy(this::made).isInstanceOf(SQLException.class).extracting("SQLState").isEqualTo("53300");
    }

    @Test
    void leaveRoomWhenOneIsNotMade() throws SQLException {
        for (var time = 0; time < 2 * MAX; time++) {
            assertThatThrownBy(() -> connections.make(() -> {
                throw new SQLException("refused", "08001");
            })).isInstanceOf(SQLException.class);
        }
        made();
        assertThat(connections.count()).isOne();
    }

    @Test
    void areClosedOnce() throws SQLException {
        var one = made();
        connections.close(one);
        connections.close(one);
        assertThat(connections.ending()).isOne();
        end();
        assertThat(closed).containsExactly(one);
        assertThat(connections.ending()).isZero();
    }

    @Test
    void areGivenUpWhenSomebodyElseHasClosedThem() throws SQLException {
        var one = made();
        var other = made();
        one.close();
        connections.closeClosed();
        end();
        assertThat(connections.count()).isOne();
        assertThat(connections.isUsable(other)).isTrue();
    }

    @Test
    void areClosedEvenWhenNoThreadCanBeMadeForIt() throws SQLException {
        var withoutMemory = new OpenConnections(1, work -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        var one = withoutMemory.make(this::connection);
        withoutMemory.close(one);
        assertThat(closed).containsExactly(one);
        assertThat(withoutMemory.make(this::connection)).isNotNull();
    }

    private void end() {
        while (!ends.isEmpty()) {
            ends.remove().run();
        }
    }

    private Connection made() throws SQLException {
        return connections.make(this::connection);
    }

    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "close" -> closed.add((Connection) proxy) ? null : null;
                    case "isClosed" -> closed.contains(proxy);
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
