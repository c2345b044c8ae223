package dev.neontasks.schema.changelog;

import java.io.IOException;
import java.sql.DriverManager;
import java.util.Map;
import java.util.logging.LogManager;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;

/** Another application of the same schema, which migrates with Liquibase as it comes. A process of its own. */
public final class OtherApplication {

    /** Its second change set waits for the advisory lock 4711. */
    public static final String CHANGE_LOG = "db/others-changelog.sql";

    private OtherApplication() {
    }

    public static Process migrate(String url, String changeLog) throws IOException {
        var builder = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), OtherApplication.class.getName(), changeLog)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("DATABASE_URL", url));
        return builder.start();
    }

    /** Exits with 0 when all of it is applied. */
    public static void main(String... arguments) throws Exception {
        LogManager.getLogManager().reset();
        var url = System.getenv("DATABASE_URL").replaceFirst("//([^:]+):([^@]+)@([^?]+)[?]", "//$3?user=$1&password=$2&");
        try (var connection = DriverManager.getConnection("jdbc:" + url)) {
            new Liquibase(arguments[0], new ClassLoaderResourceAccessor(), new JdbcConnection(connection)).update(
                    new Contexts(),
                    new LabelExpression());
        }
    }
}
