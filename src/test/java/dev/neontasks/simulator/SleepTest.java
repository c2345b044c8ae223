package dev.neontasks.simulator;

import static dev.neontasks.Sql.ask;
import static dev.neontasks.Sql.run;
import static dev.neontasks.simulator.Clients.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.TestDatabase;

@Tag("parts")
class SleepTest {

    private static final Duration IDLE = Duration.ofMillis(700);

    private final NeonSimulator simulator = NeonSimulator.before(TestDatabase.running());

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void endsDirectSessionsWithAWordAndPooledOnesWithout() throws SQLException {
        try (var direct = connect(simulator.url()); var pooled = connect(simulator.pooledUrl())) {
            simulator.sleep();
            assertFails("57P01", () -> ask(direct, "select 1"))
                    .withMessageContaining("terminating connection due to administrator command");
            assertFails("08006", () -> ask(pooled, "select 1"));
            assertThat(simulator.isAsleep()).isTrue();
            await().until(() -> simulator.sessions() == 0);
        }
    }

    @Test
    void theStartUpMessageWakesItAfterItsTime() throws SQLException {
        simulator.wakeAfter(Duration.ofMillis(600)).sleep();
        var started = System.nanoTime();
        try (var connection = connect(simulator.pooledUrl())) {
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(600));
            assertThat(ask(connection, "select 1")).isEqualTo("1");
        }
        assertThat(simulator.isAsleep()).isFalse();
        assertThat(simulator.counts().wakes()).isEqualTo(1);
    }

    @Test
    void allWhoWaitGoOnTogether() throws SQLException {
        simulator.wakeAfter(Duration.ofMinutes(10)).sleep();
        var waiting = Stream.generate(this::connectMeanwhile).limit(4).toList();
        await().until(() -> simulator.counts().startUps() == 4);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        simulator.wake();
        for (var connection : waiting) {
            connection.join().close();
        }
        assertThat(simulator.counts().wakes()).isEqualTo(1);
    }

    @Test
    void whatComesBeforeTheStartUpMessageDoesNotWakeIt() {
        simulator.sleep();
        simulator.tls(ServerTls.OTHER_HOST);
        assertThatThrownBy(() -> connect(simulator.url())).isInstanceOf(SQLException.class);
        assertThat(simulator.counts().connections()).isEqualTo(1);
        assertThat(simulator.isAsleep()).isTrue();
    }

    @Test
    void anIdleConnectionDoesNotKeepItAwake() throws SQLException {
        simulator.autoSuspend(IDLE);
        try (var connection = connect(simulator.url())) {
            assertThat(simulator.isAsleep()).isFalse();
            await().until(simulator::isAsleep);
            assertFails("57P01", () -> ask(connection, "select 1"));
        }
    }

    @Test
    void statementsKeepItAwakeEvenEmptyOnes() throws SQLException {
        simulator.autoSuspend(IDLE);
        try (var connection = connect(simulator.url())) {
            await().pollInterval(Duration.ofMillis(50)).during(IDLE.multipliedBy(2))
                    .until(() -> connection.isValid(1) && !simulator.isAsleep());
            await().until(simulator::isAsleep);
        }
    }

    @Test
    void anOpenTransactionKeepsItAwake() throws SQLException {
        simulator.autoSuspend(IDLE);
        try (var connection = connect(simulator.url())) {
            connection.setAutoCommit(false);
            ask(connection, "select 1");
            await().during(IDLE.multipliedBy(2)).until(() -> !simulator.isAsleep());
            connection.rollback();
            await().until(simulator::isAsleep);
        }
    }

    @Test
    void leavesNothingRunningOnTheServer() throws SQLException {
        var running = connect(simulator.url());
        var statement = CompletableFuture.runAsync(() -> {
            try {
                run(running, "select pg_sleep(20), 'left'");
            } catch (SQLException e) {
                throw new IllegalStateException(e.getSQLState(), e);
            }
        });
        try (var superuser = TestDatabase.running().superuser()) {
            await().until(() -> countRunning(superuser) == 1);
            simulator.sleep();
            assertThatThrownBy(statement::get).isInstanceOf(ExecutionException.class).hasMessageContaining("57P01");
            await().until(() -> countRunning(superuser) == 0);
        }
    }

    private static int countRunning(Connection superuser) throws SQLException {
        return Integer.parseInt(ask(superuser, "select count(*) from pg_stat_activity where state = 'active'"
                + " and query like '%''left''' and pid <> pg_backend_pid()"));
    }

    private CompletableFuture<Connection> connectMeanwhile() {
        var connected = new CompletableFuture<Connection>();
        Background.run("test", () -> {
            try {
                connected.complete(connect(simulator.url()));
            } catch (SQLException e) {
                connected.completeExceptionally(e);
            }
        });
        return connected;
    }
}
