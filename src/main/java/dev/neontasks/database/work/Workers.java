package dev.neontasks.database.work;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.hibernate.SessionFactory;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;

import dev.neontasks.database.pool.DaemonThread;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.database.work.Places.Place;

/** Starts a worker, in a thread of its own, for each place of the queue. */
@Singleton
class Workers {

    private final WorkQueue queue;
    private final Outcomes outcomes;
    private final AgroalDataSource dataSource;
    private final SessionFactory sessions;
    private final OpenConnections connections;
    private final Clock clock;
    private final ExecutorService threads = Executors
            .newCachedThreadPool(work -> DaemonThread.of(work, "database-worker"));

    Workers(WorkQueue queue, Outcomes outcomes, AgroalDataSource dataSource, SessionFactory sessions,
            OpenConnections connections, Clock clock) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.dataSource = dataSource;
        this.sessions = sessions;
        this.connections = connections;
        this.clock = clock;
        queue.staffedBy(this::start);
        // Those that nobody has are closed at once; the others when they are given back.
        connections.tell(() -> dataSource.flush(FlushMode.INVALID), () -> queue.look(clock.instant()));
    }

    private void start(Place place) {
        try {
            threads.execute(new Worker(place, queue, outcomes, dataSource, sessions, connections, clock));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The service ends, or there is no memory for a thread right now.
            queue.abandon(place).forEach(work -> work.fail(e));
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
