package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Schedules;

/** Whoever counts connections while they come and go sees each move whole. */
@Tag("parts")
@Param(name = "which", gen = IntGen.class, conf = "0:2")
public class OpenConnectionsSchedulesTest {

    private static final Connection[] MADE = ClosedConnection.several(3);

    private final Queue<Runnable> ends = new ConcurrentLinkedQueue<>();
    private final OpenConnections connections = new OpenConnections(100, ends::add);

    public OpenConnectionsSchedulesTest() throws SQLException {
        for (var connection : MADE) {
            connections.make(() -> connection);
        }
    }

    @Test
    void countsAsOneAfterTheOtherWould() {
        Schedules.check(OpenConnectionsSchedulesTest.class, CountedConnections.class);
    }

    @Operation
    public void close(@Param(name = "which") int which) {
        connections.close(MADE[which]);
    }

    @Operation
    public void retire(@Param(name = "which") int generation) {
        connections.retire(generation);
    }

    @Operation
    public boolean isUsable(@Param(name = "which") int which) {
        return connections.isUsable(MADE[which]);
    }

    @Operation
    public int generation() {
        return connections.generation();
    }

    @Operation
    public int count() {
        return connections.count();
    }

    @Operation
    public int usable() {
        return connections.usable();
    }

    @Operation
    public int ending() {
        return connections.ending();
    }

    @Operation
    public int total() {
        return connections.total();
    }
}
