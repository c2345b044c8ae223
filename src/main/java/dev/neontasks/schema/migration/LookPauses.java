package dev.neontasks.schema.migration;

import java.time.Duration;

/**
 * How long to wait, while nobody needs it, before looking again at a schema that is not as needed: as long as it has been so,
 * about, and a day at most. What is mended at once is soon seen, and the database of a service that is forgotten sleeps.
 */
final class LookPauses {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private Duration next = FIRST;

    Duration next() {
        var pause = next;
        var doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}
