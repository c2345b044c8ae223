package dev.neontasks.api;

import java.time.Duration;

/** A limit is reached. */
public final class TooManyRequests extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /** @param wait after which the same may be tried again */
    public TooManyRequests(Duration wait) {
        super(ProblemType.TOO_MANY_REQUESTS, "Too many attempts. Try again later.");
        this.wait = wait;
    }

    /** Whole seconds, rounded up. */
    long retryAfter() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
