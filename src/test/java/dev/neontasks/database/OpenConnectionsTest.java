package dev.neontasks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

import org.junit.jupiter.api.Test;

class OpenConnectionsTest {

    private final Queue<Runnable> ends = new ArrayDeque<>();
    private final OpenConnections connections = new OpenConnections(ends::add);
    private final Set<Connection> closed = new HashSet<>();

    @Test
    void closesAtOnceWhatNobodyUsesWhenOneBreaks() {
        var lent = added();
        var idle = added();
        assertThat(connections.lend(lent)).isTrue();
        assertThat(connections.giveBack(idle)).isTrue();
        connections.retire(connections.generation());
        assertThat(closed()).containsExactly(idle);
        assertThat(connections.count()).as("what is in use still counts").isOne();
        assertThat(connections.lend(idle)).isFalse();
    }

    @Test
    void takesBackNothingOfARetiredGeneration() {
        var lent = added();
        assertThat(connections.lend(lent)).isTrue();
        connections.retireAll();
        assertThat(connections.giveBack(lent)).isFalse();
        connections.close(lent);
        assertThat(connections.count()).isZero();
        assertThat(closed()).containsExactly(lent);
    }

    @Test
    void closesWhatIsGivenBackBeforeTheNextOneBreaks() {
        var connection = added();
        assertThat(connections.lend(connection)).isTrue();
        assertThat(connections.giveBack(connection)).isTrue();
        connections.retireAll();
        assertThat(closed()).containsExactly(connection);
    }

    @Test
    void leavesWhatIsOnItsWayToThePool() {
        var fresh = added();
        connections.retireAll();
        assertThat(closed()).as("the pool would take that for a failure to connect").isEmpty();
        assertThat(connections.lend(fresh)).isFalse();
    }

    @Test
    void retiresAGenerationOnce() {
        var suspect = connections.generation();
        connections.retire(suspect);
        var younger = added();
        connections.retire(suspect);
        assertThat(closed()).isEmpty();
        assertThat(connections.lend(younger)).isTrue();
    }

    @Test
    void lendsNothingThatBeganToBeMadeBeforeOneBroke() {
        var begun = connections.generation();
        connections.retireAll();
        var late = connection();
        connections.add(late, begun);
        assertThat(connections.lend(late)).isFalse();
    }

    @Test
    void countsWhatIsBeingClosedAmongAllOfThem() {
        var idle = added();
        assertThat(connections.giveBack(idle)).isTrue();
        connections.retireAll();
        assertThat(connections.count()).isZero();
        assertThat(connections.total()).as("the server has it still").isOne();
        assertThat(closed()).containsExactly(idle);
        assertThat(connections.total()).isZero();
    }

    @Test
    void closesNothingTwice() {
        var connection = added();
        connections.close(connection);
        connections.close(connection);
        assertThat(connections.total()).isOne();
        assertThat(closed()).containsExactly(connection);
        assertThat(connections.total()).isZero();
    }

    @Test
    void waitsForTheEndOfOneThatThePoolGivesUp() {
        var connection = added();
        connections.closeNow(connection);
        assertThat(closed).containsExactly(connection);
        assertThat(connections.total()).isZero();
        connections.closeNow(connection);
        assertThat(connections.total()).isZero();
    }

    @Test
    void closesEvenWhenNoThreadCanBeMadeForIt() {
        var withoutMemory = new OpenConnections(work -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        var connection = connection();
        withoutMemory.add(connection, withoutMemory.generation());
        withoutMemory.close(connection);
        assertThat(closed()).containsExactly(connection);
        assertThat(withoutMemory.total()).isZero();
    }

    /** When the threads that close have come to their end. */
    private Set<Connection> closed() {
        while (!ends.isEmpty()) {
            ends.remove().run();
        }
        return closed;
    }

    private Connection added() {
        var connection = connection();
        connections.add(connection, connections.generation());
        return connection;
    }

    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "close" -> closed.add((Connection) proxy) ? null : null;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
