package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.SQLException;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;

import org.postgresql.PGConnection;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkus.agroal.runtime.AgroalConnectionConfigurer;
import io.quarkus.agroal.runtime.JdbcDriver;

import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;

/**
 * Tells the pool which connections not to give out, without asking the server, and which not to take back: Agroal's own rule
 * for PostgreSQL knows class 08 alone, and would keep those that the server ended with 57P01 to 57P03.
 */
@Alternative
@Priority(1)
@Singleton
@Default // without it, the pool would not see an interceptor in it
@JdbcDriver("postgresql")
class PoolPolicy implements AgroalConnectionConfigurer, ExceptionSorter, ConnectionValidator, AgroalPoolInterceptor {

    private final OpenConnections connections;

    PoolPolicy(OpenConnections connections) {
        this.connections = connections;
    }

    /** Named after the one thing Quarkus lets one set here; it is called when all else is set, and so may set the rest. */
    @Override
    public void setExceptionSorter(String databaseKind, AgroalDataSourceConfigurationSupplier configuration) {
        // Whether and when to try again is for those who wait, not for the pool.
        configuration.connectionPoolConfiguration().exceptionSorter(this).connectionValidator(this).validateOnBorrow(true)
                .establishmentRetryAttempts(0);
    }

    @Override
    public boolean isValid(Connection connection) {
        try {
            return connections.isUsable(physical(connection));
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public boolean isFatal(SQLException failure) {
        return FailureClassifier.of(failure).filter(FailureKind::isConnectionBroken).isPresent();
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        if (!isValid(connection)) {
            onConnectionDestroy(connection);
        }
    }

    /** On the pool's one thread for all such work, which must not wait for a silent peer. */
    @Override
    public void onConnectionDestroy(Connection connection) {
        try {
            connections.close(physical(connection));
        } catch (SQLException e) {
            connections.closeClosed();
        }
    }

    /** The driver's own. It does not show itself once it is closed, as it is when the driver has given it up. */
    private static Connection physical(Connection connection) throws SQLException {
        return (Connection) connection.unwrap(PGConnection.class);
    }
}
