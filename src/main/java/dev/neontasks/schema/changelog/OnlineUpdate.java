package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final String DROP = "drop\\s+index\\s+concurrently\\s+(?:if\\s+exists\\s+)?";
    private static final Pattern DROPPED = Pattern.compile(DROP + "(\\w+)", Pattern.CASE_INSENSITIVE);
    /** What is looked for on the search path, where the first of the name may be another's. */
    private static final Pattern LOOKED_FOR = Pattern.compile("(" + DROP
            + "|alter\\s+index\\s+(?:if\\s+exists\\s+)?|create\\s+(?:unique\\s+)?index"
            + "\\s+concurrently\\s+(?:if\\s+not\\s+exists\\s+)?\\w+\\s+on\\s+)(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final String TABLE = """
            SELECT t.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relname = ?""";

    private final OnlineChangeSet changeSet;
    private final Database database;
    private final Connection connection;
    private final NeededTables needed;
    private final String schema;

    /** @param connection that of {@code database}, which holds the migration's lock and is in no transaction otherwise */
    OnlineUpdate(OnlineChangeSet changeSet, Database database, Connection connection, NeededTables needed)
            throws SQLException {
        this.changeSet = changeSet;
        this.database = database;
        this.connection = connection;
        this.needed = needed;
        schema = schema(connection);
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
            if (index.isValid(connection).equals(Optional.of(false))) {
                LOG.infof("Dropping what was left of an index that was not finished: %s", index.name());
                apply("DROP INDEX CONCURRENTLY " + index.name());
            }
        }
        for (var statement : statements.subList(0, alone)) {
            apply(statement);
        }
        for (var index : changeSet.indexes()) {
            if (!index.isValid(connection).equals(Optional.of(true))) {
                throw new SQLException("the index " + index.name() + " is not valid after it was built");
            }
        }
        connection.setAutoCommit(false);
        execute("SET LOCAL lock_timeout = '2s'");
        for (var statement : statements.subList(alone, statements.size())) {
            apply(statement);
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

    /** In the schema in which tables are made, and there on the service's tables alone. */
    private void apply(String statement) throws SQLException {
        var dropped = DROPPED.matcher(statement);
        if (dropped.find() && isOfOthers(dropped.group(1))) {
            LOG.infof("Leaving an index that is on another's table: %s", dropped.group(1));
        } else {
            execute(LOOKED_FOR.matcher(statement).replaceFirst("$1" + Matcher.quoteReplacement(schema) + ".$2"));
        }
    }

    private boolean isOfOthers(String index) throws SQLException {
        try (var statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, index);
            try (var row = statement.executeQuery()) {
                return row.next() && !needed.isAmong(row.getString(1));
            }
        }
    }

    private static String schema(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT quote_ident(current_schema())")) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
