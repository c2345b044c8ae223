package dev.neontasks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The schema of a database beside what this version of the service knows. Making it changes nothing.
 *
 * @param missing change sets that are still to be applied, in their order
 * @param foreign change sets that were applied and are unknown here, by id
 * @param lockLeftBehind Liquibase's lock is set, though nobody holds the migration's: whoever set it is dead
 * @param migrating somebody holds the migration's lock
 */
public record SchemaComparison(List<String> missing, Set<String> foreign, boolean lockLeftBehind, boolean migrating) {

    /**
     * {@code connection} must be direct. Throws {@link CannotMigrate} for a change set that was edited after it was applied.
     */
    public static SchemaComparison of(Connection connection) throws SQLException {
        try {
            var changeLog = ChangeLog.read(ChangeLog.FILE);
            var known = changeLog.ids();
            var applied = exists(connection, "databasechangelog") ? applied(connection) : Set.<String> of();
            changeLog.gapOf(connection);
            var migrating = MigrationLock.isHeldByAnybody(connection);
            return new SchemaComparison(known.stream().filter(Predicate.not(applied::contains)).toList(),
                    without(applied, known), !migrating && isLocked(connection), migrating);
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new CannotMigrate(ChangeLog.reason(e), e);
        }
    }

    private static Set<String> applied(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM databasechangelog")) {
            var ids = new HashSet<String>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    private static Set<String> without(Set<String> applied, List<String> known) {
        var foreign = new HashSet<>(applied);
        known.forEach(foreign::remove);
        return foreign;
    }

    private static boolean isLocked(Connection connection) throws SQLException {
        if (!exists(connection, "databasechangeloglock")) {
            return false;
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) > 0 FROM databasechangeloglock WHERE locked")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
