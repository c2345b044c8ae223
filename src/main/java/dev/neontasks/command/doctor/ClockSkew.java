package dev.neontasks.command.doctor;

import java.time.Duration;
import java.time.Instant;

/**
 * How far this machine's clock is from the server's, but for what may be the answer's time on its way.
 *
 * @param ahead negative if this machine is behind
 */
record ClockSkew(Duration ahead) {

    /** Replicas refuse a token from a clock further ahead of theirs; each is measured against the server's. */
    private static final Duration MOST = Duration.ofSeconds(5);

    /** @param there when the server looked at its clock, between {@code asked} and {@code answered} */
    static ClockSkew of(Instant asked, Instant there, Instant answered) {
        if (answered.isBefore(there)) {
            return new ClockSkew(Duration.between(there, answered));
        }
        return new ClockSkew(asked.isAfter(there) ? Duration.between(there, asked) : Duration.ZERO);
    }

    boolean isTooMuch() {
        return ahead.abs().compareTo(MOST) > 0;
    }

    String text() {
        return ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " the server's";
    }
}
