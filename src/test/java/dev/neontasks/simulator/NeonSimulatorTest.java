package dev.neontasks.simulator;

import static dev.neontasks.Sql.ask;
import static dev.neontasks.Sql.run;
import static dev.neontasks.simulator.Clients.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGProperty;

import dev.neontasks.TestDatabase;

@Tag("parts")
class NeonSimulatorTest {

    private final NeonSimulator simulator = NeonSimulator.before(TestDatabase.running());

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void countsConnectionsAndLogins() throws SQLException {
        try (var first = connect(simulator.url()); var second = connect(simulator.pooledUrl())) {
            assertThat(ask(first, "select 1") + ask(second, "select 2")).isEqualTo("12");
            assertThat(simulator.sessions()).isEqualTo(2);
        }
        var counts = simulator.counts();
        assertThat(counts.connections()).isEqualTo(2);
        assertThat(counts.startUps()).isEqualTo(2);
        assertThat(counts.logins()).isEqualTo(2);
        assertThat(counts.statements()).isEqualTo(2);
    }

    @Test
    void aReadIsOneRoundTrip() throws SQLException {
        try (var connection = connect(simulator.url())) {
            var before = simulator.counts();
            ask(connection, "select 1");
            var read = simulator.counts().since(before);
            assertThat(read.roundTrips()).isEqualTo(1);
            assertThat(read.statements()).isEqualTo(1);
            assertThat(read.bytesIn()).isBetween(30L, 100L);
            assertThat(read.bytesOut()).isBetween(30L, 200L);
        }
    }

    @Test
    void aTransactionIsTwo() throws SQLException {
        try (var connection = connect(simulator.url())) {
            run(connection, "create temp table written (n int)");
            var before = simulator.counts();
            connection.setAutoCommit(false);
            run(connection, "insert into written values (1)");
            connection.commit();
            var write = simulator.counts().since(before);
            assertThat(write.statements()).as("BEGIN, INSERT, COMMIT").isEqualTo(3);
            assertThat(write.roundTrips()).isEqualTo(2);
        }
    }

    @Test
    void largeAnswersPassUnchanged() throws SQLException {
        try (var connection = connect(simulator.url())) {
            assertThat(ask(connection, "select repeat('é', 3000000)")).hasSize(3_000_000).matches("é+");
            assertThat(simulator.counts().bytesOut()).isGreaterThan(6_000_000);
        }
    }

    @Test
    void latencyIsAddedToEveryRoundTrip() throws SQLException {
        try (var connection = connect(simulator.url())) {
            ask(connection, "select 1");
            simulator.latency(Duration.ofMillis(300));
            var started = System.nanoTime();
            ask(connection, "select 1");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(Duration.ofMillis(300), Duration.ofMillis(590));
        }
    }

    @Test
    void connectingTakesSixOfThem() throws SQLException {
        simulator.latency(Duration.ofMillis(100));
        var started = System.nanoTime();
        // TCP, SSLRequest, TLS, and three of SCRAM with the start-up message.
        connect(simulator.url()).close();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(600));
    }

    @Test
    void startUpParametersAreDroppedAsByNeon() throws SQLException {
        try (var connection = connect(simulator.url(), Map.of(PGProperty.CURRENT_SCHEMA, "elsewhere"))) {
            assertThat(ask(connection, "show search_path")).doesNotContain("elsewhere");
            assertThat(ask(connection, "show application_name")).isEqualTo("simulator test");
        }
    }

    @Test
    void cancellationsReachTheServer() throws SQLException {
        try (var connection = connect(simulator.url()); var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertFails("57014", () -> statement.execute("select pg_sleep(20)"));
        }
    }

    @Test
    void channelBindingEndsHere() {
        assertFails("08004", () -> connect(simulator.url(), Map.of(PGProperty.CHANNEL_BINDING, "require")));
    }

    @Test
    void tlsMayBeginAtOnce() throws SQLException {
        try (var connection = connect(simulator.url(), Map.of(PGProperty.SSL_NEGOTIATION, "direct"))) {
            assertThat(ask(connection, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void gssEncryptionIsDeclined() {
        assertFails("08004", () -> connect(simulator.url(), Map.of(PGProperty.GSS_ENC_MODE, "require")))
                .withMessageContaining("GSS");
    }

    @Test
    void withoutTlsNobodyLogsIn() {
        assertFails("XX000", () -> connect(simulator.url(), Map.of(PGProperty.SSL_MODE, "disable")))
                .withMessageContaining("insecure");
    }

    @Test
    void theHostNameMayChooseTheWayIn() throws SQLException {
        var loopback = Map.of(PGProperty.SOCKET_FACTORY, Loopback.class.getName());
        try (var direct = connect(simulator.url(NeonSimulator.DIRECT_HOST), loopback);
                var pooled = connect(simulator.url(NeonSimulator.POOLED_HOST), loopback)) {
            simulator.sleep();
            assertFails("57P01", () -> ask(direct, "select 1"));
            assertFails("08006", () -> ask(pooled, "select 1"));
        }
    }
}
