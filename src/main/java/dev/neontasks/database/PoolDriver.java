package dev.neontasks.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

import io.quarkus.arc.Arc;

/**
 * What the pool asks for connections. It goes by no URL but the constant {@value #URL}: the real one is taken from
 * the environment at the moment of connecting, so that no secret ever stands in Quarkus' configuration, where it
 * would be recorded at build, expanded, or printed.
 */
public final class PoolDriver implements Driver {

    static final String URL = "jdbc:neon-tasks";

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        return acceptsURL(url) ? Arc.container().instance(ConnectionSupply.class).get().take() : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return URL.equals(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.postgresql");
    }
}
