package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import dev.neontasks.schema.lock.Patience;

import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.database.Database;

/**
 * The table in which Liquibase notes what was applied. Another application in the same schema may be about to make it as well:
 * between the look for it and the making, its Liquibase holds the lock in {@code databasechangeloglock}.
 */
final class ChangeLogTable {

    /** Liquibase makes it directly after it has taken the lock: whoever takes longer is dead, or notes things elsewhere. */
    private static final Duration OTHERS_MAKE_IT = Duration.ofSeconds(2);
    private static final int POLL_MILLIS = 100;

    private ChangeLogTable() {
    }

    /** In the schema in which tables are made. */
    private static boolean isThere(Connection connection) throws SQLException {
        return isTrue(connection, "SELECT to_regclass(quote_ident(current_schema()) || '.databasechangelog') IS NOT NULL");
    }

    /** Makes it unless it is there. {@code connection} is that of {@code database}, without automatic commits. */
    static void make(Database database, Connection connection) throws Exception {
        var patience = Patience.of(OTHERS_MAKE_IT);
        while (!isThere(connection) && isLocked(connection) && !patience.isOver()) {
            connection.rollback();
            Thread.sleep(POLL_MILLIS);
        }
        if (!isThere(connection)) {
            Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class).getChangeLogService(database).init();
        }
        connection.commit();
    }

    /** Whether another's Liquibase holds its lock. Until the end of the transaction none can take it. */
    private static boolean isLocked(Connection connection) throws SQLException {
        var mayBeLocked = isTrue(connection, """
                SELECT has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'UPDATE')
                FROM (SELECT to_regclass(quote_ident(current_schema()) || '.databasechangeloglock')::oid AS oid) AS found""");
        if (!mayBeLocked) {
            return false;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE databasechangeloglock IN SHARE MODE");
        }
        return isTrue(connection, "SELECT count(*) > 0 FROM databasechangeloglock WHERE locked");
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
