package dev.neontasks.database.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.neontasks.database.failure.FailureKind;

/**
 * Whether the tables are what this version of the service needs. Apart from what is known of the connection, since statements
 * that need other tables, or none, are answered while some are gone. A statement that fails for the schema makes it doubtful;
 * what it is, only the migration finds out, which looks.
 */
@Singleton
public class Schema {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** What the newest look found, and since when nothing but that. */
    record Fault(FailureKind kind, Instant since) {
    }

    /**
     * What the looks came to so far.
     *
     * @param lookedAt when it was last found to be right
     * @param mendedAt when a fault last ended
     */
    private record Known(@Nullable String version, @Nullable Fault fault, Instant lookedAt, Instant mendedAt) {
    }

    private volatile Known known = new Known(null, null, Instant.MIN, Instant.MIN);
    /** The newest failure that was for it, as far as is known. */
    private @Nullable Throwable doubt;
    private boolean wanted;
    private volatile EvidenceListener listener = EvidenceListener.NONE;

    /** Has {@code told} be told from now on, and nobody else. */
    public void tell(EvidenceListener told) {
        listener = told;
    }

    public boolean isReady() {
        var present = known;
        return present.version() != null && present.fault() == null;
    }

    /** The id of the newest change set this version knows, while the database has it. */
    public Optional<String> version() {
        return isReady() ? reached() : Optional.empty();
    }

    /** The same once the database has had it, whatever became of it since. */
    public Optional<String> reached() {
        return Optional.ofNullable(known.version());
    }

    /** What is wrong with it, once that was found out: nothing before it was first looked at. */
    public Optional<FailureKind> fault() {
        return Optional.ofNullable(known.fault()).map(Fault::kind);
    }

    Optional<Fault> newestFault() {
        return Optional.ofNullable(known.fault());
    }

    Instant mendedAt() {
        return known.mendedAt();
    }

    /** It is what is needed, as somebody who looked knows at {@code now}. */
    public synchronized void ready(String newestChangeSet, Instant now) {
        var fault = known.fault();
        if (fault != null) {
            LOG.infof("Schema as needed again after %.1f s",
                    Duration.between(fault.since(), now).toMillis() / 1000.0);
        } else if (doubt != null) {
            LOG.error("A statement failed as if the schema were not as needed, and it is", doubt);
        }
        known = new Known(newestChangeSet, null, now, fault == null ? known.mendedAt() : now);
        if (fault != null) {
            listener.changed(now, Optional.empty());
        }
        doubt = null;
    }

    /** It is not, as somebody who looked knows. {@code what} is for the log. */
    public synchronized void failed(FailureKind kind, String what, Instant now) {
        var fault = known.fault();
        if (fault == null || fault.kind() != kind) {
            LOG.warnf(fault == null ? "Schema not as needed: %s (%s)" : "Schema still not as needed: %s (%s)", kind.text(),
                    what);
            known = new Known(known.version(), new Fault(kind, fault == null ? now : fault.since()), known.lookedAt(),
                    known.mendedAt());
            listener.changed(now, Optional.empty());
        }
        doubt = null;
    }

    /** A statement begun at {@code begun} failed for it. Whether that is news: not to who has looked since, or is about to. */
    public synchronized boolean doubt(Throwable failure, Instant begun) {
        if (!isReady() || !begun.isAfter(known.lookedAt())) {
            return false;
        }
        var isFirst = doubt == null;
        doubt = failure;
        wanted = true;
        notifyAll();
        return isFirst;
    }

    /** Somebody needs it, and it is not what they need. */
    public synchronized void want() {
        if (known.fault() != null) {
            wanted = true;
            notifyAll();
        }
    }

    public synchronized void awaitDoubt() throws InterruptedException {
        while (doubt == null) {
            wait();
        }
        wanted = false;
    }

    /** Returns when {@code pause} is over, or as soon as somebody needs it. */
    public synchronized void awaitWish(Duration pause) throws InterruptedException {
        var end = System.nanoTime() + pause.toNanos();
        for (var left = pause.toNanos(); left > 0 && !wanted; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        wanted = false;
    }
}
