package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Schedules;

/**
 * Never are there more connections than there may be, as the server counts them, and whoever waits for the end of another's
 * gets its room: there is room for one, and nobody's patience ends.
 */
@Tag("parts")
public class RoomSchedulesTest {

    private static final Connection[] MADE = ClosedConnection.several(50);

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private final OpenConnections connections = new OpenConnections(1, end -> {
        sessions.decrementAndGet();
        end.run();
    });

    @Test
    void isForOneAfterTheOther() {
        Schedules.check(RoomSchedulesTest.class, OneAfterTheOther.class);
    }

    /** Returns how many there are then. */
    @Operation
    public int makeAndClose() throws SQLException {
        var most = new int[1];
        var connection = connections.make(() -> {
            most[0] = sessions.incrementAndGet();
            return MADE[made.getAndIncrement()];
        });
        connections.close(connection);
        connections.close(connection);
        return most[0];
    }

    @Operation
    public String isRefused() {
        try {
            connections.make(() -> {
                throw new SQLException("refused", "08001");
            });
            return "made";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    @Operation
    public void retire() {
        connections.retireAll();
    }

    /** What these come to when nobody does anything at the same time. */
    public static class OneAfterTheOther {

        public int makeAndClose() {
            return 1;
        }

        public String isRefused() {
            return "08001";
        }

        public void retire() {
            // Room is not a matter of generations.
        }
    }
}
