package dev.neontasks.database.pool;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

import io.quarkus.arc.Arc;

import dev.neontasks.database.evidence.DatabaseMetrics;

/**
 * What the pool asks for connections. It goes by no URL but the constant {@value #URL}: the real one is taken from
 * the environment at the moment of connecting, so that no secret ever stands in Quarkus' configuration, where it
 * would be recorded at build, expanded, or printed.
 */
public final class PoolDriver implements Driver {

    static final String URL = "jdbc:neon-tasks";

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        var begun = System.nanoTime();
        var connector = bean(Connector.class);
        var connection = bean(OpenConnections.class).make(connector::pooled);
        bean(DatabaseMetrics.class).created(Duration.ofNanos(System.nanoTime() - begun));
        return connection;
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
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
