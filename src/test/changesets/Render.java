import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.database.core.PostgresDatabase;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.sqlgenerator.SqlGeneratorFactory;

/**
 * Writes what Liquibase would run for each change set into a file {@code ID.sql}: below {@code transaction} when it does so in
 * a transaction, else below {@code alone}. Arguments, three for each change log: a folder, the change log in it, where to write.
 */
class Render {

    public static void main(String... arguments) throws Exception {
        Logger.getLogger("liquibase").setLevel(Level.WARNING);
        for (var next = 0; next < arguments.length; next += 3) {
            var resources = new DirectoryResourceAccessor(Path.of(arguments[next]));
            var changeLog = arguments[next + 1];
            var target = Path.of(arguments[next + 2]);
            var parsed = ChangeLogParserFactory.getInstance().getParser(changeLog, resources).parse(changeLog,
                    new ChangeLogParameters(), resources);
            for (var changeSet : parsed.getChangeSets()) {
                write(changeSet, target.resolve(changeSet.isRunInTransaction() ? "transaction" : "alone"));
            }
        }
    }

    private static void write(ChangeSet changeSet, Path folder) throws IOException {
        var sql = new StringBuilder();
        for (var change : changeSet.getChanges()) {
            for (var statement : SqlGeneratorFactory.getInstance().generateSql(change, new PostgresDatabase())) {
                sql.append(statement.toSql()).append(";\n");
            }
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(changeSet.getId() + ".sql"), sql);
    }
}
