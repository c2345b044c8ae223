package dev.neontasks.schema.migration;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.pool.Connector;
import dev.neontasks.database.pool.CurrentUrl;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.environment.Environment;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.changelog.NeededTables;
import dev.neontasks.schema.changelog.OngoingMigration;

/** A migrator as the service has it, without the service. As a process it migrates what {@code DATABASE_URL} names. */
public final class Migrating {

    /** The ids of the service's change sets, in the order they apply. */
    public static final List<String> CHANGE_SETS = List.of("001-accounts", "001-tasks", "001-tasks-search", "002-sessions",
            "002-accounts-of-others", "003-deleted-accounts", "004-search-of-one-owner", "005-receipts",
            "006-receipts-statistics", "008-search-without-case", "010-accounts-and-sessions", "011-account-links",
            "007-remains-of-the-search", "009-index-without-case", "012-search-index-in-batches", "013-tasks-by-day");
    /** Those that the service waits for, on a database without tasks. */
    public static final List<String> WAITED_FOR = CHANGE_SETS.subList(0, 12);
    /** Those that are applied online then: the last ones. */
    public static final List<String> ONLINE = CHANGE_SETS.subList(WAITED_FOR.size(), CHANGE_SETS.size());
    public static final String NEWEST = WAITED_FOR.get(WAITED_FOR.size() - 1);
    static final String SLOW = "db/slow-changelog.sql";
    /** Those of the service before 004. */
    public static final String FIRST = "db/first-changes.yaml";
    public static final String ALL = ChangeLog.FILE;

    final Schema schema = new Schema();
    final DatabaseEvidence evidence;
    public final Connector connector;
    final OngoingMigration ongoing = new OngoingMigration();
    private final Migrator migrator;
    private final OnlineMigration online;

    private Migrating(Map<String, String> variables, Duration pulse) {
        var settings = DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(variables.get(name))));
        evidence = new DatabaseEvidence(Clock.systemUTC(), settings);
        connector = new Connector(new CurrentUrl(settings), settings, evidence);
        migrator = new Migrator(settings, connector, new OpenConnections(1, Runnable::run), evidence, schema, ongoing,
                Clock.systemUTC(), pulse);
        online = new OnlineMigration(connector, evidence, ongoing, Clock.systemUTC(), pulse);
    }

    public static Migrating to(String url, String... more) {
        var variables = new HashMap<>(Map.of("DATABASE_URL", url));
        for (var name = 0; name + 1 < more.length; name += 2) {
            variables.put(more[name], more[name + 1]);
        }
        return new Migrating(variables, Duration.ofMillis(500));
    }

    /** Begins the same in a process of its own, which can be killed. */
    public static Process inProcess(String changeLog, String url) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp", System.getProperty("java.class.path"),
                Migrating.class.getName(), changeLog).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DATABASE_URL", url);
        return builder.start();
    }

    /** Returns when all change sets are applied. */
    public void run(String changeLog) throws Exception {
        untilReady(changeLog);
        if (migrator.leavesSome()) {
            untilDone(changeLog);
        }
    }

    /** Returns when the schema is ready. */
    public void untilReady(String changeLog) throws Exception {
        migrator.untilReady(read(changeLog));
    }

    /** Returns when all online change sets are applied, by whomever. */
    void untilDone(String changeLog) throws Exception {
        online.untilDone(read(changeLog));
    }

    private static ChangeLog read(String file) throws Exception {
        return file.equals(ChangeLog.FILE) ? ChangeLog.ofService() : ChangeLog.read(file, NeededTables.NONE);
    }

    /** Returns when a schema that was ready is so again. */
    void runAgain() throws Exception {
        migrator.untilReadyAgain(ChangeLog.ofService());
    }

    public static void main(String... arguments) throws Exception {
        new Migrating(System.getenv(), Duration.ofSeconds(10)).run(arguments[0]);
    }
}
