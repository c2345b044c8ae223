package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;

class PoolPolicyTest {

    private final OpenConnections connections = new OpenConnections(2, Runnable::run);
    private final PoolPolicy policy = new PoolPolicy(connections);

    /** The driver's own, and the pool's around it. */
    private final class Physical {

        private boolean isClosed;
        private final Connection own = (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] { Connection.class, PGConnection.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "close" -> {
                        isClosed = true;
                        yield null;
                    }
                    case "isClosed" -> isClosed;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        private final Connection pooled = (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
                    if (!method.getName().equals("unwrap") || isClosed) {
                        throw new SQLException(method.getName());
                    }
                    return own;
                });

        Physical() throws SQLException {
            connections.make(() -> own);
        }
    }

    @Test
    void givesOutWhatIsOfThePresentGeneration() throws SQLException {
        var one = new Physical();
        assertThat(policy.isValid(one.pooled)).isTrue();
        connections.retireAll();
        assertThat(policy.isValid(one.pooled)).isFalse();
    }

    @Test
    void givesOutNothingThatTheDriverHasGivenUp() throws SQLException {
        var one = new Physical();
        one.own.close();
        assertThat(policy.isValid(one.pooled)).isFalse();
    }

    @Test
    void takesBackWhatIsOfThePresentGeneration() throws SQLException {
        var one = new Physical();
        policy.onConnectionReturn(one.pooled);
        assertThat(one.isClosed).isFalse();
        assertThat(connections.count()).isOne();
    }

    @Test
    void closesWhatIsGivenBackSuspect() throws SQLException {
        var one = new Physical();
        connections.retireAll();
        policy.onConnectionReturn(one.pooled);
        assertThat(one.isClosed).isTrue();
        assertThat(connections.count()).isZero();
    }

    @Test
    void countsWhatThePoolClosesNoMore() throws SQLException {
        var one = new Physical();
        policy.onConnectionDestroy(one.pooled);
        assertThat(one.isClosed).isTrue();
        assertThat(connections.count()).isZero();
    }

    @Test
    void countsWhatTheDriverHasClosedNoMoreThoughItDoesNotShowItself() throws SQLException {
        var one = new Physical();
        new Physical();
        one.own.close();
        policy.onConnectionDestroy(one.pooled);
        assertThat(connections.count()).isOne();
    }

    @ParameterizedTest
    @CsvSource({ "08006, true", "57P01, true", "57P03, true", "23505, false", "42P01, false", "57014, false" })
    void keepsAConnectionWhoseStatementFailedUnlessItBroke(String state, boolean isFatal) {
        assertThat(policy.isFatal(new SQLException("something", state))).isEqualTo(isFatal);
    }

    @Test
    void leavesTryingAgainToThoseWhoWait() {
        var supplier = new AgroalDataSourceConfigurationSupplier();
        policy.setExceptionSorter("postgresql", supplier);
        var pool = supplier.connectionPoolConfiguration().maxSize(1).acquisitionTimeout(Duration.ofSeconds(1)).get();
        assertThat(pool.exceptionSorter()).isSameAs(policy);
        assertThat(pool.connectionValidator()).isSameAs(policy);
        assertThat(pool.validateOnBorrow()).isTrue();
        assertThat(pool.establishmentRetryAttempts()).isZero();
    }
}
