package dev.neontasks.database;

import java.sql.SQLException;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkus.agroal.runtime.AgroalConnectionConfigurer;
import io.quarkus.agroal.runtime.JdbcDriver;

/**
 * Tells the pool which connections not to take back. Agroal's own rule for PostgreSQL knows class 08 alone, and would keep
 * those that the server ended with 57P01 to 57P03.
 */
@Alternative
@Priority(1)
@Singleton
@JdbcDriver("postgresql")
class BrokenConnections implements AgroalConnectionConfigurer, ExceptionSorter {

    @Override
    public void setExceptionSorter(String databaseKind, AgroalDataSourceConfigurationSupplier configuration) {
        configuration.connectionPoolConfiguration().exceptionSorter(this);
    }

    @Override
    public boolean isFatal(SQLException failure) {
        var state = Optional.ofNullable(failure.getSQLState()).orElse("");
        return state.startsWith("08") || state.startsWith("57P0");
    }
}
