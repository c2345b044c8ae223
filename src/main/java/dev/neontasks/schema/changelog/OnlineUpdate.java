package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jboss.logging.Logger;

import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.database.Database;

/**
 * Applies an online change set: each statement is a transaction of its own, and waits for whom it must, since nobody queues
 * behind it. It may be ended anywhere and begun anew. What may be in a transaction at its end is in one with the note that it
 * ran.
 */
final class OnlineUpdate {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    private static final String CONCURRENTLY = "concurrently";

    private final OnlineChangeSet changeSet;
    private final Database database;
    private final Connection connection;

    /** @param connection that of {@code database}, which holds the migration's lock and is in no transaction otherwise */
    OnlineUpdate(OnlineChangeSet changeSet, Database database, Connection connection) {
        this.changeSet = changeSet;
        this.database = database;
        this.connection = connection;
    }

    void run() throws Exception {
        var statements = changeSet.statements();
        var alone = 1 + lastConcurrent(statements);
        var history = Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class)
                .getChangeLogService(database);
        connection.setAutoCommit(true);
        execute("SET lock_timeout = 0");
        // One core is enough for who is in no hurry; with more, the build of a small compute leaves people none.
        execute("SET max_parallel_maintenance_workers = 0");
        history.init();
        for (var index : changeSet.indexes()) {
            if (isValid(index).equals(Optional.of(false))) {
                LOG.infof("Dropping what was left of an index that was not finished: %s", index.name());
                execute("DROP INDEX CONCURRENTLY " + index.name());
            }
        }
        for (var statement : statements.subList(0, alone)) {
            execute(statement);
        }
        for (var index : changeSet.indexes()) {
            if (!isValid(index).equals(Optional.of(true))) {
                throw new SQLException("the index " + index.name() + " is not valid after it was built");
            }
        }
        connection.setAutoCommit(false);
        execute("SET LOCAL lock_timeout = '2s'");
        for (var statement : statements.subList(alone, statements.size())) {
            execute(statement);
        }
        history.setExecType(changeSet.noted(), ExecType.EXECUTED);
        connection.setAutoCommit(true);
    }

    private static int lastConcurrent(List<String> statements) {
        for (var last = statements.size() - 1; last >= 0; last--) {
            if (statements.get(last).toLowerCase(Locale.ROOT).contains(CONCURRENTLY)) {
                return last;
            }
        }
        return -1;
    }

    /** Nothing if there is none. */
    private Optional<Boolean> isValid(OnlineChangeSet.Index index) throws SQLException {
        try (var statement = connection
                .prepareStatement("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(?)")) {
            statement.setString(1, index.name());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
