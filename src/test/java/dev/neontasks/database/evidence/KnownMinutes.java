package dev.neontasks.database.evidence;

import java.util.List;

import dev.neontasks.database.failure.FailureKind;

/**
 * What {@link DatabaseEvidence} knows when one thing after the other is learned. All of it in minute {@value #NOW}, in which it
 * began, of what happened in the minutes before.
 */
public class KnownMinutes {

    static final int NOW = 10;
    static final int SUSPEND_AFTER = 5;
    static final List<FailureKind> KINDS = List.of(FailureKind.REFUSED, FailureKind.TIMED_OUT);
    static final int NEVER = -1;
    static final String NONE = "none";

    private int answered = NEVER;
    private int upSince = NEVER;
    private String failure = NONE;
    private int failedSince = NEVER;
    private int begunToFail = NEVER;
    private int took = NEVER;
    private int verified = NEVER;
    private boolean hasFacts;

    public void answered(int minute) {
        if (isDown() && minute < begunToFail) {
            return;
        }
        var isFirst = isDown() || answered == NEVER || minute - answered > SUSPEND_AFTER;
        upSince = isFirst ? minute : upSince;
        answered = Math.max(answered, minute);
        failure = NONE;
    }

    public void failed(int kind, int begun) {
        if (hasAnsweredSince(begun)) {
            return;
        }
        failedSince = isDown() ? failedSince : NOW;
        begunToFail = isDown() ? Math.max(begunToFail, begun) : begun;
        failure = KINDS.get(kind).name();
    }

    public void verified(int minutes) {
        answered(NOW);
        took = minutes;
        verified = NOW;
    }

    public void connected() {
        answered(NOW);
        hasFacts = true;
    }

    public List<Object> status() {
        return status(state(), since(), failure, verified, took, hasFacts);
    }

    static List<Object> status(String state, int since, String failure, int verified, int took, boolean hasFacts) {
        return List.of(state, since, failure, verified, took, hasFacts);
    }

    private String state() {
        if (isDown()) {
            return "DOWN";
        } else if (answered == NEVER) {
            return "UNKNOWN";
        }
        return isAsleep() ? "ASLEEP" : "UP";
    }

    private int since() {
        if (isDown()) {
            return failedSince;
        } else if (answered == NEVER) {
            return NOW;
        }
        return isAsleep() ? answered + SUSPEND_AFTER : upSince;
    }

    public boolean hasAnsweredSince(int minute) {
        return answered > minute;
    }

    private boolean isDown() {
        return !failure.equals(NONE);
    }

    private boolean isAsleep() {
        return NOW - answered > SUSPEND_AFTER;
    }
}
