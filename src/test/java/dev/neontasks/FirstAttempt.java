package dev.neontasks;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.restassured.response.Response;

import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/**
 * The first attempt at a write, of a service {@linkplain BehindASimulator behind a simulator}: it breaks with its connection.
 */
public final class FirstAttempt {

    /** What somebody else does, by another copy of the service. */
    public interface Meanwhile {
        void write() throws SQLException;
    }

    private FirstAttempt() {
    }

    /** What is answered in the end when the connection breaks at the statement, and somebody else writes before the next. */
    public static Response lost(NeonSimulator simulator, Loss loss, String statement, Supplier<Response> request,
            Meanwhile others) throws Exception {
        var before = simulator.counts().connections();
        simulator.hangConnections();
        simulator.resetNextStatement(loss, statement);
        var answer = CompletableFuture.supplyAsync(request);
        // The next attempt waits for a connection.
        await().until(() -> simulator.counts().connections() > before);
        others.write();
        simulator.recover();
        return answer.get(10, SECONDS);
    }

    /** The late statement reaches the server; returns when it is done. */
    public static void deliver(NeonSimulator simulator) {
        simulator.deliver();
        await().until(() -> simulator.sessions() == 1);
    }
}
