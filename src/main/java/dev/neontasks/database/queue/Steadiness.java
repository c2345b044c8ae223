package dev.neontasks.database.queue;

/** Whether as much ends in a second as when one looked closely. For one thread at a time. */
final class Steadiness {

    /** By a factor: what changes less is chance, or not worth a look. */
    private static final double CHANGED = 1.25;
    /** Of the newest. */
    private static final double WEIGHT = 0.25;
    /** By more than this factor nothing changes at once: it may have been a pause. */
    private static final double SUDDEN = 2;
    /** Twenty seconds or more: for so long one believes it. */
    private static final int MOST = 400;

    private final double known;
    private double present;
    private int count;

    /** @param known what ended then, as all of these a logarithm */
    Steadiness(double known) {
        this.known = known;
        this.present = known;
    }

    /** False when it has changed, or it is time to look closely. */
    boolean isStill(double newest) {
        var change = Math.log(SUDDEN);
        present += WEIGHT * Math.max(-change, Math.min(change, newest - present));
        return Math.abs(present - known) <= Math.log(CHANGED) && ++count < MOST;
    }
}
