package dev.neontasks.database;

import java.sql.SQLException;

import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;

/** The one pool, seen from outside. */
@Singleton
public class DatabasePool {

    /**
     * The pool's numbers at one moment.
     *
     * @param waiting threads that wait for a connection
     */
    public record Gauges(int max, long active, long idle, long waiting) {
    }

    private final AgroalDataSource dataSource;
    private final DatabaseSettings settings;

    DatabasePool(AgroalDataSource dataSource, DatabaseSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    public Gauges gauges() {
        var metrics = dataSource.getMetrics();
        return new Gauges(settings.poolMax(), metrics.activeCount(), metrics.availableCount(), metrics.awaitingCount());
    }

    boolean isFull() {
        return dataSource.getMetrics().activeCount() >= settings.poolMax();
    }

    /** Closes what nobody uses: after one connection broke, the idle ones are suspect. */
    void dropIdle() {
        dataSource.flush(FlushMode.IDLE);
    }

    /** One query through the pool. */
    void ask() throws SQLException {
        try (var connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
