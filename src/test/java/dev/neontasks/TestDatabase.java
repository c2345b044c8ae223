package dev.neontasks;

import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.TestKeys;

/** The one embedded database of all tests, as {@code DATABASE_URL}. It stops with the JVM. */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    /** Kept where all class loaders see it: Quarkus loads this class and the tests more than once. */
    private static final String FOLDER = "neon-tasks.test-database";

    /** The running one, for what a test does behind the service's back; started by the first call. */
    public static synchronized EmbeddedDatabase running() {
        var folder = System.getProperty(FOLDER);
        if (folder != null) {
            return EmbeddedDatabase.in(Path.of(folder));
        }
        var database = EmbeddedDatabase.temporary();
        System.setProperty(FOLDER, database.folder().toString());
        return database;
    }

    @Override
    public Map<String, String> start() {
        // All but the first are for the packaged service: Quarkus finds its random port in the text of its log.
        return Map.of("DATABASE_URL", running().url(), "JWT_SIGNING_KEY", TestKeys.ec(), "LOG_FORMAT", "text",
                "quarkus.management.port", "0");
    }

    @Override
    public void stop() {
        // The next test uses it again.
    }
}
