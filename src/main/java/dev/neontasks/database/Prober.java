package dev.neontasks.database;

import java.util.concurrent.ExecutionException;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

/**
 * While the database is known to be down, and only then, asks it again and again until it answers, so that this replica gets
 * its traffic back. Otherwise it waits for the evidence to change and leaves a sleeping database alone.
 */
@Singleton
class Prober {

    private final DatabaseEvidence evidence;
    private final Verification verification;
    private final Thread thread = DaemonThread.of(this::run, "database-prober");

    Prober(DatabaseEvidence evidence, Verification verification) {
        this.evidence = evidence;
        this.verification = verification;
    }

    /** Called once the schema is ready: until then the migration asks. */
    void start() {
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
                        verification.verify().get();
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
