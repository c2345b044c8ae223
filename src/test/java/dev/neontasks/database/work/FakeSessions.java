package dev.neontasks.database.work;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.jdbc.ReturningWork;
import org.postgresql.PGConnection;

/** Sessions on a connection to nothing, which answers what it is told to. */
final class FakeSessions {

    /** How a statement goes. */
    @FunctionalInterface
    interface Answer {

        void give() throws SQLException;
    }

    private final List<Integer> timeOuts = new ArrayList<>(List.of(10_500));
    private Answer answer = () -> {
    };
    private int open;
    private boolean isClosed;

    /** Of the connection, one after the other, in milliseconds. */
    List<Integer> timeOuts() {
        return timeOuts;
    }

    void answer(Answer next) {
        answer = next;
    }

    /** The connection ends. */
    void end() {
        isClosed = true;
    }

    /** Sessions that nobody has closed. */
    int open() {
        return open;
    }

    SessionFactory factory() {
        return proxy((method, arguments) -> {
            open++;
            return session();
        }, SessionFactory.class);
    }

    Connection connection() {
        return (Connection) proxy((method, arguments) -> switch (method) {
            case "unwrap" -> connection();
            case "isClosed" -> isClosed;
            case "getNetworkTimeout" -> timeOuts.get(timeOuts.size() - 1);
            case "setNetworkTimeout" -> timeOuts.add((Integer) arguments[1]) ? null : null;
            case "createStatement" -> statement();
            default -> throw new UnsupportedOperationException(method);
        }, PGConnection.class, Connection.class);
    }

    private StatelessSession session() {
        return proxy((method, arguments) -> switch (method) {
            case "close" -> open--;
            case "doReturningWork" -> ((ReturningWork<?>) arguments[0]).execute(connection());
            default -> throw new UnsupportedOperationException(method);
        }, StatelessSession.class);
    }

    private Statement statement() {
        return proxy((method, arguments) -> {
            if (method.equals("execute")) {
                answer.give();
            }
            return method.equals("execute") ? false : null;
        }, Statement.class);
    }

    private interface Called {

        Object answer(String method, Object[] arguments) throws SQLException;
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Called called, Class<?>... types) {
        return (T) Proxy.newProxyInstance(FakeSessions.class.getClassLoader(), types, (proxy, method, arguments) -> {
            var given = called.answer(method.getName(), arguments);
            return method.getReturnType() == void.class ? null : given;
        });
    }
}
