package dev.neontasks.api;

import java.time.Duration;

/** A limit is reached. */
public final class TooManyRequests extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private final Duration wait;

    /** @param wait after which the same may be tried again */
    public TooManyRequests(Duration wait) {
        this(wait, "Too many attempts. Try again in " + words(seconds(wait)) + ".");
    }

    /** @param detail which limit it is, and when to try again */
    public TooManyRequests(Duration wait, String detail) {
        super(ProblemType.TOO_MANY_REQUESTS, detail);
        this.wait = wait;
    }

    /** Whole seconds, rounded up. */
    long retryAfter() {
        return seconds(wait);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** For people: in the largest unit of which there are two, rounded up. */
    private static String words(long seconds) {
        if (seconds < 2 * MINUTE) {
            return seconds + (seconds == 1 ? " second" : " seconds");
        }
        return seconds < 2 * HOUR ? -Math.floorDiv(-seconds, MINUTE) + " minutes" : -Math.floorDiv(-seconds, HOUR) + " hours";
    }
}
