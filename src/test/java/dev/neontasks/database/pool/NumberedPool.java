package dev.neontasks.database.pool;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

/** A pool of connections to nothing, which takes the same few steps each time: for runs that are repeated. */
public final class NumberedPool {

    private static final Connection[] SESSIONS = ClosedConnection.several(50);

    private final OpenConnections open;
    private final Deque<Integer> idle = new ArrayDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    public NumberedPool(int max) {
        open = new OpenConnections(max, end -> {
            sessions.decrementAndGet();
            end.run();
        });
    }

    public OpenConnections open() {
        return open;
    }

    /** So many are idle. */
    public NumberedPool with(int count) {
        try {
            for (var number = 0; number < count; number++) {
                idle.add(make());
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public DataSource source() {
        return proxy(DataSource.class, "getConnection", this::borrow);
    }

    /** Most that were open at once, as the server counts them. */
    public int most() {
        return most.get();
    }

    public synchronized int idle() {
        return idle.size();
    }

    private Connection borrow() throws SQLException {
        var found = usable();
        var number = found.isPresent() ? found.get() : make();
        return proxy(Connection.class, "close", () -> giveBack(number));
    }

    private int make() throws SQLException {
        var number = made.getAndIncrement();
        open.make(() -> {
            most.accumulateAndGet(sessions.incrementAndGet(), Math::max);
            return SESSIONS[number];
        });
        return number;
    }

    private synchronized Optional<Integer> usable() {
        while (!idle.isEmpty()) {
            var next = idle.remove();
            if (open.isUsable(SESSIONS[next])) {
                return Optional.of(next);
            }
            open.close(SESSIONS[next]);
        }
        return Optional.empty();
    }

    private Object giveBack(int number) {
        if (open.isUsable(SESSIONS[number])) {
            synchronized (this) {
                idle.add(number);
            }
        } else {
            open.close(SESSIONS[number]);
        }
        return number;
    }

    /** One thing that is asked for, and nothing else. */
    private interface Answer {

        Object give() throws SQLException;
    }

    private static <T> T proxy(Class<T> type, String asked, Answer answer) {
        return type.cast(Proxy.newProxyInstance(NumberedPool.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    case "toString" -> type.getSimpleName();
                    default -> {
                        if (!method.getName().equals(asked)) {
                            throw new UnsupportedOperationException(method.getName());
                        }
                        var given = answer.give();
                        yield method.getReturnType() == void.class ? null : given;
                    }
                }));
    }
}
