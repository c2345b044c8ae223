package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Schedules;

/** When the login has changed, no connection is used that was made with the one before, also if it was being made just then. */
@Tag("parts")
public class ChangedLoginSchedulesTest {

    private static final Connection[] MADE = ClosedConnection.several(20);

    private final OpenConnections connections = new OpenConnections(MADE.length, Runnable::run);
    private final AtomicInteger login = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final Map<Integer, Integer> logins = new ConcurrentHashMap<>();

    @Test
    void isTheOnlyOneInUse() {
        Schedules.checkEnd(ChangedLoginSchedulesTest.class);
    }

    @Operation
    public void connect() throws SQLException {
        connections.make(() -> {
            var number = made.getAndIncrement();
            logins.put(number, login.get());
            return MADE[number];
        });
    }

    @Operation
    public void change() {
        login.incrementAndGet();
        connections.retireAll();
    }

    @Validate
    public void usableOnesHaveTheNewest() {
        logins.forEach((number, used) -> {
            if (connections.isUsable(MADE[number]) && used != login.get()) {
                throw new IllegalStateException("An old login is in use");
            }
        });
    }
}
