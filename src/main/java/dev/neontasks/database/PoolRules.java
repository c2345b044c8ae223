package dev.neontasks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

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

/**
 * Tells the pool which connections not to give out, without asking the server, and which not to take back. Agroal's own rule
 * for PostgreSQL knows class 08 alone, and would keep those that the server ended with 57P01 to 57P03. What is not used again
 * is closed at once: the pool itself closes later, and would hold more than it may until then.
 */
@Alternative
@Priority(1)
@Singleton
@Default // without it, the pool would not see an interceptor in it
@JdbcDriver("postgresql")
class PoolRules implements AgroalConnectionConfigurer, ExceptionSorter, ConnectionValidator, AgroalPoolInterceptor {

    private final OpenConnections connections;

    /** Set while the thread has a connection that broke. */
    private final ThreadLocal<Boolean> broken = new ThreadLocal<>();

    PoolRules(OpenConnections connections) {
        this.connections = connections;
    }

    /** Named after the one thing Quarkus lets one set here; it is called when all else is set, and so may set the rest. */
    @Override
    public void setExceptionSorter(String databaseKind, AgroalDataSourceConfigurationSupplier configuration) {
        configuration.connectionPoolConfiguration().exceptionSorter(this).connectionValidator(this).validateOnBorrow(true);
    }

    @Override
    public boolean isValid(Connection connection) {
        // What the thread had before may have said so again after it was given back.
        broken.remove();
        return physical(connection).filter(this::isLent).isPresent();
    }

    @Override
    public boolean isFatal(SQLException failure) {
        var state = Optional.ofNullable(failure.getSQLState()).orElse("");
        var fatal = state.startsWith("08") || state.startsWith("57P0");
        if (fatal) {
            broken.set(true);
        }
        return fatal;
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        var isBroken = broken.get() != null;
        broken.remove();
        physical(connection).filter(physical -> isBroken || !connections.giveBack(physical)).ifPresent(connections::close);
    }

    @Override
    public void onConnectionDestroy(Connection connection) {
        // The pool would close it next, on this thread: here it counts until it is closed.
        physical(connection).ifPresent(connections::closeNow);
    }

    private boolean isLent(Connection physical) {
        if (connections.lend(physical)) {
            return true;
        }
        connections.close(physical);
        return false;
    }

    /** The driver's own connection. It does not show itself once it is closed, as it is when the driver has given it up. */
    private Optional<Connection> physical(Connection connection) {
        try {
            return Optional.of((Connection) connection.unwrap(PGConnection.class));
        } catch (SQLException e) {
            connections.removeClosed();
            return Optional.empty();
        }
    }
}
