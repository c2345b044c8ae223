package dev.neontasks.database;

import java.sql.SQLException;
import java.time.Duration;

import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;

/** The one pool, seen from outside. */
@Singleton
public class DatabasePool {

    /**
     * The pool's numbers at one moment.
     *
     * @param waiting requests that wait for a connection
     */
    public record Gauges(int max, long active, long idle, long waiting) {
    }

    private final AgroalDataSource dataSource;
    private final Admission admission;
    private final int max;

    DatabasePool(AgroalDataSource dataSource, Admission admission, DatabaseSettings settings) {
        this.dataSource = dataSource;
        this.admission = admission;
        this.max = settings.poolMax();
    }

    public Gauges gauges() {
        var metrics = dataSource.getMetrics();
        return new Gauges(max, metrics.activeCount(), metrics.availableCount(), admission.waiting());
    }

    /** How long one query through the pool takes, connecting not counted. It fails when that is more than {@code patience}. */
    Duration ask(Duration patience) {
        try (var connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            var usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
            var started = System.nanoTime();
            statement.execute("SELECT 1");
            var took = Duration.ofNanos(System.nanoTime() - started);
            connection.setNetworkTimeout(Runnable::run, usual);
            return took;
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not answer", e);
        }
    }
}
