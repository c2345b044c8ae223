package dev.neontasks.schema.changelog;

import java.time.Duration;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.neontasks.schema.changelog.OngoingMigration.Progress;

/** Says in the log, and to whoever looks at the status, how far a migration is. */
public final class MigrationProgress {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private final MigrationPart part;
    private final int all;
    private final OngoingMigration ongoing;
    private int number;
    private String changeSet = "";
    private long begun;
    private boolean running;
    private Optional<ServerProgress> server = Optional.empty();

    /** Of {@code all} change sets. */
    public MigrationProgress(MigrationPart part, int all, OngoingMigration ongoing) {
        this.part = part;
        this.all = all;
        this.ongoing = ongoing;
    }

    synchronized void begins(String id) {
        number++;
        changeSet = id;
        begun = System.nanoTime();
        running = true;
        server = Optional.empty();
        LOG.infof("%s %d of %d begins: %s", part.title, number, all, changeSet);
        tell();
    }

    synchronized void ends() {
        running = false;
        LOG.infof("%s %d of %d done in %.1f s: %s", part.title, number, all, seconds(), changeSet);
        tell();
    }

    /** It will begin anew, or never. */
    synchronized void fails() {
        running = false;
        number--;
        tell();
    }

    /** What the server says of the statement that is being run. */
    public synchronized void at(ServerProgress present) {
        if (running) {
            server = Optional.of(present);
            tell();
        }
    }

    /** For whoever wonders whether anything is still going on. */
    public synchronized void remind() {
        if (running) {
            LOG.infof("%s %d of %d is running for %.0f s: %s%s", part.title, number, all, seconds(), changeSet,
                    server.map(ServerProgress::text).orElse(""));
        }
    }

    private void tell() {
        ongoing.at(running ? new Progress(Optional.of(changeSet), number - 1, all, server.flatMap(ServerProgress::percent))
                : new Progress(Optional.empty(), number, all, Optional.empty()));
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
