package dev.neontasks.database.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Is told of what is learned of the database, in the thread that has learned it and may hold locks of its own: so it neither
 * waits nor throws nor asks the database.
 */
public interface EvidenceListener {

    EvidenceListener NONE = new EvidenceListener() {
    };

    /** Somebody begins to connect at {@code begun}, to what is asleep or was never asked. */
    default void waking(Instant begun) {
    }

    /**
     * The state of the connection or of the schema, or the reason for it, is another since {@code now}.
     *
     * @param asleepSince when the database fell asleep, if that is what it was before
     */
    default void changed(Instant now, Optional<Instant> asleepSince) {
    }

    /** Work that ran for {@code took} was answered at {@code now}. */
    default void answered(Instant now, Duration took) {
    }

    /** What was asked for at {@code asked} was answered at {@code now}. */
    default void used(DatabaseMetrics.Use use, Instant asked, Instant now) {
    }
}
