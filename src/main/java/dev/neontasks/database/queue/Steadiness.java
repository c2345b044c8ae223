package dev.neontasks.database.queue;

import org.jspecify.annotations.Nullable;

/** Whether pieces of work still take what they took when one began to watch. For one thread at a time. */
final class Steadiness {

    /** By a factor: what changes less is chance, or not worth a look. */
    private static final double CHANGED = 1.25;
    /** Of the newest. */
    private static final double WEIGHT = 0.25;
    /** Ten seconds or more: for so long one believes it. */
    private static final int MOST = 200;

    private @Nullable Level first;
    private double present;
    private int count;

    /** False when they have changed, or it is time to look closely. */
    boolean isStill(Level seen) {
        if (first == null) {
            first = seen;
            present = seen.logTime();
        }
        present += WEIGHT * (seen.logTime() - present);
        return Math.abs(present - first.logTime()) <= Math.log(CHANGED) && ++count < MOST;
    }
}
