package dev.neontasks.database.migration;

import java.time.Duration;

import org.jboss.logging.Logger;

/** Says in the log how far a migration is. */
final class MigrationProgress {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private final int all;
    private int number;
    private String changeSet = "";
    private long begun;
    private boolean running;

    /** Of {@code all} change sets. */
    MigrationProgress(int all) {
        this.all = all;
    }

    synchronized void begins(String id) {
        number++;
        changeSet = id;
        begun = System.nanoTime();
        running = true;
        LOG.infof("Change set %d of %d begins: %s", number, all, changeSet);
    }

    synchronized void ends() {
        running = false;
        LOG.infof("Change set %d of %d done in %.1f s: %s", number, all, seconds(), changeSet);
    }

    /** It will begin anew, or never. */
    synchronized void fails() {
        running = false;
        number--;
    }

    /** For whoever wonders whether anything is still going on. */
    synchronized void remind() {
        if (running) {
            LOG.infof("Change set %d of %d is running for %.0f s: %s", number, all, seconds(), changeSet);
        }
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
