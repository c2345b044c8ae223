package dev.neontasks.schema.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import liquibase.changelog.DatabaseChangeLog;

/** What a database notes of one change set that was applied, whoever's it is. */
record AppliedChangeSet(String file, String id, String author, Optional<String> checkSum) {

    /** By their names. Liquibase would make its tables first, and whoever only waits for the schema may not. */
    static Map<String, AppliedChangeSet> all(Connection connection, PathSchema schema) throws SQLException {
        var applied = new HashMap<String, AppliedChangeSet>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT filename, id, author, md5sum FROM " + schema.quoted() + ".databasechangelog")) {
            while (rows.next()) {
                var row = new AppliedChangeSet(DatabaseChangeLog.normalizePath(rows.getString(1)), rows.getString(2),
                        rows.getString(3), Optional.ofNullable(rows.getString(4)));
                applied.put(row.name(), row);
            }
        }
        return applied;
    }

    /** As Liquibase has it in {@code ChangeSet#toNormalizedString}. */
    private String name() {
        return file + "::" + id + "::" + author;
    }
}
