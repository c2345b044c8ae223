package dev.neontasks.schema.plan;

import java.time.Duration;

/**
 * What a statement does with the rows that are there, and how much of a table it gets through in a second. Measured on
 * PostgreSQL 15
 * with 60,000 tasks in memory, by the processor time of the session: on one core that does nothing else.
 */
public enum Work {

    SCAN(200_000),
    ROWS(7_000),
    BTREE_INDEX(60_000),
    GIN_INDEX(2_500),
    REWRITE(20_000);

    private final long kilobytesPerSecond;

    Work(long kilobytesPerSecond) {
        this.kilobytesPerSecond = kilobytesPerSecond;
    }

    /** In words. */
    static String basis() {
        return "the size of the tables, at %.1f MB/s for a gin index, %.0f for another one, %.0f for a table that is rewritten,"
                .formatted(GIN_INDEX.megabytes(), BTREE_INDEX.megabytes(), REWRITE.megabytes())
                + " %.0f for one that is read and %.0f for rows that are written, as measured in memory on one core"
                        .formatted(SCAN.megabytes(), ROWS.megabytes());
    }

    /** @param bytes the size of the table */
    public Duration on(long bytes) {
        return Duration.ofMillis(bytes / kilobytesPerSecond);
    }

    private double megabytes() {
        return kilobytesPerSecond / 1000.0;
    }
}
