package dev.neontasks.database.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The schema of a database beside what this version of the service knows. Making it changes nothing.
 *
 * @param missing change sets that are still to be applied, in their order
 * @param foreign change sets that were applied and are unknown here, by id
 * @param lockLeftBehind Liquibase's lock is set, though nobody holds the migration's: whoever set it is dead
 * @param migrating somebody holds the migration's lock
 */
public record SchemaComparison(List<String> missing, List<String> foreign, boolean lockLeftBehind, boolean migrating) {

    /**
     * {@code connection} must be direct. Throws {@link CannotMigrate} for a change set that was edited after it was applied.
     */
    public static SchemaComparison of(Connection connection) throws SQLException {
        try {
            var gap = ChangeLog.ofService().gapOf(connection);
            var migrating = MigrationLock.isHeldByAnybody(connection);
            return new SchemaComparison(gap.missing(), gap.unknown(), !migrating && isLocked(connection), migrating);
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new CannotMigrate(ChangeLog.reason(e), e);
        }
    }

    /** False, too, when there is no such table or when the role may not read it: then it does not migrate either. */
    private static boolean isLocked(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var table = statement
                        .executeQuery("SELECT has_table_privilege(to_regclass('databasechangeloglock'), 'SELECT')")) {
            if (!table.next() || !table.getBoolean(1)) {
                return false;
            }
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) > 0 FROM databasechangeloglock WHERE locked")) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
