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

    /** One that somebody has borrowed. */
    private interface Borrowed extends Connection {

        int number();
    }

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
        return proxy(DataSource.class, asked -> switch (asked) {
            case "getConnection" -> borrow();
            default -> throw new UnsupportedOperationException(asked);
        });
    }

    /** Whether one that is borrowed may be used, as far as is known. */
    public boolean isUsable(Connection borrowed) {
        return open.isUsable(SESSIONS[((Borrowed) borrowed).number()]);
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
        return proxy(Borrowed.class, asked -> switch (asked) {
            case "number" -> number;
            case "close" -> giveBack(number);
            default -> throw new UnsupportedOperationException(asked);
        });
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

    /** To what is asked for, by the name of the method. */
    private interface Answers {

        Object give(String asked) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(NumberedPool.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    case "toString" -> type.getSimpleName();
                    default -> {
                        var given = answers.give(method.getName());
                        yield method.getReturnType() == void.class ? null : given;
                    }
                }));
    }
}
