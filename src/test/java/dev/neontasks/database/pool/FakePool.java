package dev.neontasks.database.pool;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

import javax.sql.DataSource;

/** A pool of connections to nothing, which does what is asked of the real one: whoever borrows makes what is lacking. */
public final class FakePool implements DataSource {

    /** How a connection comes about, or why not. */
    @FunctionalInterface
    public interface Login {

        void pass(int number) throws SQLException;
    }

    private final FakeConnections connections;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Login login = number -> {
    };

    public FakePool(int max) {
        connections = new FakeConnections(max);
    }

    public OpenConnections open() {
        return connections.open();
    }

    public void login(Login next) {
        login = next;
    }

    /** To connect. */
    public int attempts() {
        return attempts.get();
    }

    /** Most that were open at once. */
    public int most() {
        return most.get();
    }

    public synchronized int idle() {
        return idle.size();
    }

    @Override
    public Connection getConnection() throws SQLException {
        var found = usable();
        var physical = found.isPresent() ? found.get() : open().make(() -> {
            login.pass(attempts.incrementAndGet());
            return connections.connection();
        });
        most.accumulateAndGet(open().total(), Math::max);
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        giveBack(physical);
                        return null;
                    }
                    return method.invoke(physical, arguments);
                });
    }

    private synchronized Optional<Connection> usable() {
        while (!idle.isEmpty()) {
            var next = idle.remove();
            if (open().isUsable(next)) {
                return Optional.of(next);
            }
            open().close(next);
        }
        return Optional.empty();
    }

    private void giveBack(Connection physical) {
        if (!open().isUsable(physical)) {
            open().close(physical);
            return;
        }
        synchronized (this) {
            idle.add(physical);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("fake");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
