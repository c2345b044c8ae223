package dev.neontasks.database;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Attempts to connect that are under way. For one thread at a time. */
final class Attempts {

    private static final int AT_ONCE = 4;
    /** An attempt older than this may hang, and another is made beside it: as many again at the most. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    static final class Attempt {

        private final long begun = System.nanoTime();

        private boolean isRecent() {
            return age().compareTo(PATIENCE) < 0;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    private final Set<Attempt> underway = new HashSet<>();

    Attempt begin() {
        var attempt = new Attempt();
        underway.add(attempt);
        return attempt;
    }

    void end(Attempt attempt) {
        underway.remove(attempt);
    }

    boolean isEmpty() {
        return underway.isEmpty();
    }

    /**
     * How many to begin now.
     *
     * @param lacking connections that could be used
     * @param room connections that there may be besides those there are
     * @param failing while they fail, one is enough to learn when they no longer do
     */
    int due(int lacking, int room, boolean failing) {
        var recent = (int) underway.stream().filter(Attempt::isRecent).count();
        return Math.min(Math.min(lacking, failing ? 1 : AT_ONCE) - recent, Math.min(room, 2 * AT_ONCE) - underway.size());
    }
}
