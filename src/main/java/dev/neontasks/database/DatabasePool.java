package dev.neontasks.database;

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
    private final Workload workload;
    private final int max;

    DatabasePool(AgroalDataSource dataSource, Workload workload, DatabaseSettings settings) {
        this.dataSource = dataSource;
        this.workload = workload;
        this.max = settings.poolMax();
    }

    public Gauges gauges() {
        var metrics = dataSource.getMetrics();
        return new Gauges(max, metrics.activeCount(), metrics.availableCount(), workload.waiting());
    }
}
