package dev.neontasks.simulator;

import static dev.neontasks.Sql.ask;
import static dev.neontasks.Sql.run;
import static dev.neontasks.simulator.Clients.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGProperty;

import dev.neontasks.TestDatabase;

@Tag("parts")
class FaultsTest {

    private final NeonSimulator simulator = NeonSimulator.before(TestDatabase.running());
    private Connection around;

    @BeforeEach
    void makeTable() throws SQLException {
        around = connect(TestDatabase.running().url());
        run(around, "create table lost (n int)");
    }

    @AfterEach
    void close() throws SQLException {
        simulator.close();
        run(around, "drop table lost");
        around.close();
    }

    @ParameterizedTest
    @EnumSource
    void proxyErrorsArriveWithTheirText(ProxyError error) throws SQLException {
        simulator.answer(error);
        assertFails("XX000", () -> connect(simulator.url())).withMessageContaining(error.text());
        assertThat(simulator.counts().logins()).isZero();
        simulator.recover();
        connect(simulator.url()).close();
    }

    @Test
    void aServerThatIsAwayIsAProxyErrorToo() {
        try (var nobody = NeonSimulator.before("postgresql://u:p@localhost:1/d", 0)) {
            assertFails("XX000", () -> connect(nobody.url())).withMessageContaining("Couldn't connect to compute node");
        }
    }

    @Test
    void refusesUntilItRecovers() throws SQLException {
        try (var before = connect(simulator.url())) {
            simulator.refuse();
            assertFails("08001", () -> connect(simulator.url())).withCauseInstanceOf(ConnectException.class);
            assertThat(ask(before, "select 1")).as("sessions stay").isEqualTo("1");
            simulator.recover();
            connect(simulator.url()).close();
        }
    }

    @Test
    void newConnectionsHang() throws SQLException {
        simulator.hangConnections();
        assertFails("08001", () -> connect(simulator.url(),
                Map.of(PGProperty.LOGIN_TIMEOUT, "1", PGProperty.SSL_RESPONSE_TIMEOUT, "30000")));
        assertThat(simulator.counts().startUps()).isZero();
        simulator.recover();
        connect(simulator.url()).close();
    }

    @Test
    void statementsHangBeforeTheServer() throws SQLException {
        try (var connection = connect(simulator.url())) {
            simulator.hangStatements();
            connection.setNetworkTimeout(Runnable::run, 300);
            assertFails("08006", () -> run(connection, "insert into lost values (1)"))
                    .withCauseInstanceOf(SocketTimeoutException.class);
            assertThat(rows()).isZero();
        }
    }

    @Test
    void killsEverySession() throws SQLException {
        try (var direct = connect(simulator.url()); var pooled = connect(simulator.pooledUrl())) {
            simulator.killAll();
            assertFails("57P01", () -> ask(direct, "select 1"));
            assertFails("57P01", () -> ask(pooled, "select 1"));
            assertThat(simulator.isAsleep()).isFalse();
        }
    }

    @Test
    void resetsBeforeTheServerHasTheStatement() throws SQLException {
        try (var connection = connect(simulator.url())) {
            simulator.resetNextStatement(Loss.BEFORE_SERVER);
            assertFails("08006", () -> run(connection, "insert into lost values (1)")).withMessageContaining("I/O");
            assertThat(rows()).isZero();
        }
    }

    @Test
    void resetsAfterTheServerRanTheStatement() throws SQLException {
        try (var connection = connect(simulator.url())) {
            simulator.resetNextStatement(Loss.AFTER_SERVER);
            assertFails("08006", () -> run(connection, "insert into lost values (1)"));
            assertThat(rows()).isEqualTo(1);
        }
        try (var next = connect(simulator.url())) {
            run(next, "insert into lost values (2)");
            assertThat(rows()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(60)
    void resetsWhatIsUnheardWhenItIsDelivered() throws Exception {
        try (var connection = connect(simulator.url())) {
            simulator.resetNextStatement(Loss.UNHEARD);
            var failed = CompletableFuture
                    .runAsync(() -> assertFails("08006", () -> run(connection, "insert into lost values (1)")));
            await().until(() -> rows() == 1);
            assertThat(failed).isNotDone();
            simulator.deliver();
            failed.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNHEARD")
    void resetsAtCommit(Loss loss) throws SQLException {
        try (var connection = connect(simulator.url())) {
            simulator.resetNextStatement(loss, "commit");
            connection.setAutoCommit(false);
            run(connection, "insert into lost values (1)");
            assertFails("08006", connection::commit);
            assertThat(rows()).isEqualTo(loss == Loss.AFTER_SERVER ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VALID")
    void verifyFullRefusesEveryOtherTls(ServerTls presented) throws SQLException {
        simulator.tls(presented);
        assertFails(presented == ServerTls.ABSENT ? "08004" : "08006", () -> connect(simulator.url()));
        assertThat(simulator.counts().connections()).isEqualTo(1);
        assertThat(simulator.counts().startUps()).as("not a word of the start-up message").isZero();
        simulator.recover();
        connect(simulator.url()).close();
    }

    private int rows() throws SQLException {
        return Integer.parseInt(ask(around, "select count(*) from lost"));
    }
}
