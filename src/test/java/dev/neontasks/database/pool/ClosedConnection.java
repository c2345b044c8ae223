package dev.neontasks.database.pool;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.stream.IntStream;

/** To nothing, and without a memory: so one can be used in each of many runs. */
final class ClosedConnection {

    private ClosedConnection() {
    }

    static Connection[] several(int count) {
        return IntStream.range(0, count).mapToObj(ClosedConnection::connection).toArray(Connection[]::new);
    }

    private static Connection connection(int number) {
        return (Connection) Proxy.newProxyInstance(ClosedConnection.class.getClassLoader(), new Class<?>[] { Connection.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "close" -> null;
                    case "isClosed" -> true;
                    case "hashCode" -> number;
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "connection " + number;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
