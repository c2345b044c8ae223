package dev.neontasks.schema.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a change set will do to tables that are there already.
 *
 * @param takes about as long, by the size of the tables; empty if what it does is not known
 */
public record PlannedChange(String id, boolean online, List<TableLock> locks, Optional<Duration> takes) {

    /**
     * @param rows about as many
     * @param bytes its size, without what is stored apart
     */
    public record TableLock(String table, LockMode mode, long rows, long bytes) {
    }
}
