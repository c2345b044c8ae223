package dev.neontasks.database.work;

import java.util.concurrent.ExecutionException;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.evidence.SchemaReady;
import dev.neontasks.database.pool.Backoff;
import dev.neontasks.database.pool.DaemonThread;

/**
 * While the database is known to be down, and only then, asks it again and again until it answers, so that this replica gets
 * its traffic back. Otherwise it waits for the evidence to change and leaves a sleeping database alone.
 */
@Singleton
class Prober {

    private final DatabaseEvidence evidence;
    private final DatabaseCheck check;
    private final Thread thread = DaemonThread.of(this::run, "database-prober");

    Prober(DatabaseEvidence evidence, DatabaseCheck check) {
        this.evidence = evidence;
        this.check = check;
    }

    /** Until the schema is ready the migration asks. */
    void start(@Observes SchemaReady event) {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                evidence.awaitOutage();
                var backoff = new Backoff();
                while (evidence.state() == DatabaseState.DOWN) {
                    backoff.sleep();
                    if (evidence.state() == DatabaseState.DOWN) {
                        check.verify().get();
                    }
                }
            }
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes Shutdown event) {
        thread.interrupt();
    }
}
