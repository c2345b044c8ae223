package dev.neontasks.database.pool;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connections to nothing, counted as those to the database are. */
public final class FakeConnections {

    private final OpenConnections open;
    private final Deque<Connection> made = new ArrayDeque<>();
    private final Set<Connection> closed = ConcurrentHashMap.newKeySet();

    public FakeConnections(int max) {
        open = new OpenConnections(max, Runnable::run);
    }

    public OpenConnections open() {
        return open;
    }

    public Connection make() {
        try {
            var connection = open.make(this::connection);
            made.add(connection);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The oldest. */
    public void close() {
        open.close(made.remove());
    }

    Connection connection() {
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
