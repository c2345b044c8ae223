package dev.neontasks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.simulator.PgBouncer;

/** The one embedded database of all tests, as {@code DATABASE_URL}. It stops with the JVM. */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    /** Kept where all class loaders see it: Quarkus loads this class and the tests more than once. */
    private static final String FOLDER = "neon-tasks.test-database";
    private static final String HOSTS_FILE = "neon-tasks.test-pooler-hosts";

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

    /** Whether the service is to reach the database through a PgBouncer, as it does with Neon's pooled host. */
    public static boolean pooled() {
        return Boolean.getBoolean("neon-tasks.pooled");
    }

    @Override
    public Map<String, String> start() {
        var variables = new HashMap<>(pooled() ? throughPgBouncer() : Map.of("DATABASE_URL", running().url()));
        // These are for the packaged service: Quarkus finds its random port in the text of its log.
        variables.putAll(Map.of("JWT_SIGNING_KEY", Keys.ecPem(), "LOG_FORMAT", "text", "quarkus.management.port", "0"));
        // Tests are many people at one address.
        variables.putAll(Map.of("SIGN_UP_LIMIT", "1000000/1m", "SIGN_IN_LIMIT", "100000/1m"));
        return variables;
    }

    private static synchronized Map<String, String> throughPgBouncer() {
        if (System.getProperty(HOSTS_FILE) == null) {
            System.setProperty(HOSTS_FILE, PgBouncer.before(running()).hostsFile().toString());
        }
        return Map.of("DATABASE_URL", PgBouncer.pooled(running().url()), "jdk.net.hosts.file", System.getProperty(HOSTS_FILE));
    }

    @Override
    public void stop() {
        // The next test uses it again.
    }
}
