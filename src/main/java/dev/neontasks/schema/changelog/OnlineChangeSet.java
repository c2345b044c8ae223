package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import liquibase.change.AbstractSQLChange;
import liquibase.changelog.ChangeSet;

/**
 * A change set that is applied beside the service's work, outside a transaction, and that nobody waits for. It has the label
 * {@code online}. One whose id is another's with {@code -online} behind is not a change of its own: it makes what the other
 * makes, in its place, on tables that have rows already.
 *
 * @param noted what is noted as applied
 * @param form whose statements are run
 */
record OnlineChangeSet(ChangeSet noted, ChangeSet form) {

    /** @param table on which it is built */
    record Index(String name, String table) {

        private static final String VALID = """
                SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                JOIN pg_class t ON t.oid = i.indrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = current_schema() AND c.relname = ? AND t.relname = ?""";

        /** Nothing if there is none in the schema in which tables are made. Another's is none. */
        Optional<Boolean> isValid(Connection connection) throws SQLException {
            try (var statement = connection.prepareStatement(VALID)) {
                statement.setString(1, name);
                statement.setString(2, table);
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
                }
            }
        }
    }

    private static final String LABEL = "online";
    private static final String SUFFIX = "-online";

    private static final Pattern BUILD = Pattern.compile(
            "\\bcreate\\s+(?:unique\\s+)?index\\s+concurrently\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)\\s+on\\s+(\\w+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(?:\\R|$)");

    /** Whether it is marked. */
    static boolean isMarked(ChangeSet changeSet) {
        return changeSet.getLabels() != null && changeSet.getLabels().getLabels().contains(LABEL);
    }

    /** Those of {@code changeSet} and its form among {@code all}, if it can be applied online at all. */
    static Optional<OnlineChangeSet> of(ChangeSet changeSet, List<ChangeSet> all) {
        return isMarked(changeSet) ? Optional.of(new OnlineChangeSet(changeSet, changeSet))
                : all.stream().filter(other -> isMarked(other) && other.getId().equals(changeSet.getId() + SUFFIX)).findAny()
                        .map(form -> new OnlineChangeSet(changeSet, form));
    }

    /** Whether it is a change of its own, or was made only to stand in for one. */
    static boolean isForm(ChangeSet changeSet, List<ChangeSet> all) {
        return isMarked(changeSet) && all.stream().anyMatch(other -> changeSet.getId().equals(other.getId() + SUFFIX));
    }

    /** Whether the database is one on which it is applied online. Asks it only if there is another way. */
    boolean isCalledFor(Connection connection, Home home) throws SQLException {
        if (noted == form) {
            return true;
        }
        for (var index : indexes()) {
            if (hasRows(connection, home, index.table())) {
                return true;
            }
        }
        return false;
    }

    /** That it builds, in their order. */
    List<Index> indexes() {
        return BUILD.matcher(sql()).results().map(found -> new Index(found.group(1), found.group(2))).toList();
    }

    /** In their order, without what ends them. */
    List<String> statements() {
        return END_OF_STATEMENT.splitAsStream(sql()).map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    private String sql() {
        return form.getChanges().stream().map(AbstractSQLChange.class::cast).map(AbstractSQLChange::getSql)
                .collect(Collectors.joining(";\n"));
    }

    /** Ever had: the catalogue tells that at once, of a table just restored too, which nobody has analysed. */
    private static boolean hasRows(Connection connection, Home home, String table) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT pg_relation_size(to_regclass(quote_ident(coalesce(?, current_schema())) || '.' || ?)) > 0")) {
            statement.setString(1, home.schema().orElse(null));
            statement.setString(2, table);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
