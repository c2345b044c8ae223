package dev.neontasks.task;

import java.util.Arrays;

/** What came of a write, by the status it is answered with. */
enum Outcome {

    CHANGED(200),
    ADDED(201),
    REMOVED(204),
    /** There is no such task. */
    ABSENT(404),
    /** The account has as many tasks as there may be. */
    FULL(409),
    /** A condition of the request does not hold. */
    CONDITION_FAILED(412);

    private final int status;

    Outcome(int status) {
        this.status = status;
    }

    static Outcome of(int status) {
        return Arrays.stream(values()).filter(outcome -> outcome.status == status).findFirst().orElseThrow();
    }

    int status() {
        return status;
    }

    boolean isRefusal() {
        return status >= 400;
    }
}
