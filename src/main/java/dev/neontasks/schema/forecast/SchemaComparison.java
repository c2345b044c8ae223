package dev.neontasks.schema.forecast;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.lock.MigrationLock;

/**
 * The schema of a database beside what this version of the service knows. Making it changes nothing.
 *
 * @param missing change sets that are still to be applied, in their order, and that the service waits for
 * @param online those that are applied after them, beside the service's work
 * @param newer change sets of a newer version that were applied and are unknown here, by id; never another application's
 * @param migrating somebody holds the migration's lock
 */
public record SchemaComparison(List<String> missing, List<String> online, List<String> newer, boolean migrating) {

    /**
     * {@code connection} must be direct. Throws {@link CannotMigrate} for a change set that was edited after it was applied.
     */
    public static SchemaComparison of(Connection connection) throws SQLException {
        try {
            var gap = ChangeLog.ofService().gapOf(connection);
            return new SchemaComparison(gap.missing(), gap.online(), gap.unknown(),
                    MigrationLock.isHeldByAnybody(connection));
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new CannotMigrate(ChangeLog.reason(e), e);
        }
    }
}
