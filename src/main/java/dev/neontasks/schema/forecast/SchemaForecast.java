package dev.neontasks.schema.forecast;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.pool.Backoff;
import dev.neontasks.database.pool.DirectAccess;
import dev.neontasks.database.pool.NoOwnSession;
import dev.neontasks.schema.catalogue.LocksOfOthers;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.lock.MigrationLock;
import dev.neontasks.schema.lock.Patience;
import dev.neontasks.schema.plan.MigrationPlan;
import dev.neontasks.schema.plan.Obstacle;
import dev.neontasks.schema.statement.Planner;

/** What {@code SchemaUpdate} would do and come to, found out by reading alone. */
public final class SchemaForecast {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LASTING = Duration.ofSeconds(2);
    private static final int POLL_MILLIS = 200;

    private static final String LOG_TABLE = "databasechangelog";
    private static final String LOCK_TABLE = "databasechangeloglock";

    private SchemaForecast() {
    }

    /**
     * Looks by the way migrations take, in sessions that may not write. A database that is away is asked again until
     * {@code patience} is over.
     *
     * @throws DatabaseUnavailable if it is still away then
     * @throws NoOwnSession if it is reached through a pooler alone, and there is something to apply
     * @throws CannotMigrate for a change set that was edited after it was applied
     */
    public static MigrationPlan of(DatabaseSettings settings, Duration patience) throws InterruptedException {
        var backoff = new Backoff();
        for (var end = Patience.of(patience);;) {
            var access = new DirectAccess(settings);
            try (var connection = access.likeTheMigration()) {
                return readOnly(access, connection);
            } catch (SQLException e) {
                var meaning = FailureClassifier.of(e).filter(kind -> !kind.isWriteRefused() && !kind.isOfSchema());
                if (meaning.isEmpty()) {
                    throw new CannotMigrate(ChangeLog.reason(e), e);
                } else if (end.isOver()) {
                    throw new DatabaseUnavailable(meaning.get(), e);
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(end.left().toNanos(), backoff.next().toNanos()));
            }
        }
    }

    /** What is in the way now, for whoever knows already that the schema was not migrated. */
    public static Optional<Obstacle> obstacle(DatabaseSettings settings) throws InterruptedException {
        try {
            return of(settings, Duration.ZERO).obstacle();
        } catch (DatabaseUnavailable | NoOwnSession | CannotMigrate e) {
            return Optional.empty();
        }
    }

    private static MigrationPlan readOnly(DirectAccess access, Connection connection)
            throws SQLException, InterruptedException {
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
        var writable = Planner.isWritable(connection);
        if (access.isMigrationPooled()) {
            // The session is others' as well, who are to go on writing.
            var plan = of(connection, writable, true);
            if (!plan.changes().isEmpty()) {
                access.requireOwnSession();
            }
            return plan;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
        }
        return of(connection, writable, true);
    }

    /** The same. {@code connection} must be direct. */
    public static MigrationPlan of(Connection connection) throws SQLException, InterruptedException {
        return of(connection, Planner.isWritable(connection), true);
    }

    /**
     * The same for what the service waits for alone, without the online change sets. {@code connection} must be direct. It
     * takes two seconds more when others hold a lock that a change set needs.
     *
     * @throws CannotMigrate for a change set that was edited after it was applied
     */
    public static MigrationPlan ofWaitedFor(Connection connection) throws SQLException, InterruptedException {
        return of(connection, Planner.isWritable(connection), false);
    }

    private static MigrationPlan of(Connection connection, boolean writable, boolean online)
            throws SQLException, InterruptedException {
        try {
            return of(ChangeLog.ofService(), connection, writable, online);
        } catch (SQLException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new CannotMigrate(ChangeLog.reason(e), e);
        }
    }

    private static MigrationPlan of(ChangeLog changeLog, Connection connection, boolean writable, boolean online)
            throws Exception {
        var locked = new LocksOfOthers(connection).onReading(LOG_TABLE);
        if (locked.isPresent()) {
            return new MigrationPlan(changeLog.newest(), List.of(), locked);
        }
        // Before it is looked what is missing, or what another one has just made would seem to be in the way.
        var underWay = underWay(connection);
        var gap = changeLog.gapOf(connection);
        var planner = new Planner(connection, gap.home().schema(), changeLog.newest(), changeLog.needed().columns());
        planner.meet(gap.home().obstacle());
        var pending = new ArrayList<>(changeLog.pending(gap.missing()));
        if (online) {
            gap.online().forEach(id -> pending.add(changeLog.pendingOnline(id)));
        }
        if (!pending.isEmpty()) {
            planner.meet(underWay);
            if (!writable) {
                planner.meet(Optional.of(new Obstacle(Obstacle.Kind.SERVER_READ_ONLY, "it takes no writes")));
            }
            planner.begin();
            planner.notesIn(LOG_TABLE, LOCK_TABLE);
            for (var change : pending) {
                planner.add(change);
            }
        }
        // What would be found to be lacking when all change sets are applied.
        planner.meet(Lacks.obstacle(changeLog.needed().look(connection, gap.home().schema().orElse(null)),
                lack -> !planner.makes(lack.name()) && !planner.makes(lack.name().split("\\.")[0]),
                "the role that migrates"));
        return planner.plan();
    }

    /**
     * What keeps the role of the pool, which may be another, and have another search path, from the tables that the migrations
     * on {@code direct} have made.
     */
    public static Optional<Obstacle> ofUse(Connection pooled, Connection direct, String role) throws SQLException {
        var toBeMade = new HashSet<String>();
        Optional<String> home = Optional.empty();
        var changeLog = changeLog();
        try {
            var gap = changeLog.gapOf(direct);
            home = gap.home().schema();
            toBeMade.addAll(Planner.tables(changeLog.pending(gap.missing())));
        } catch (Exception e) {
            // Whoever looks at the schema then is told why.
        }
        return Lacks.obstacle(changeLog.needed().look(pooled, home.orElse(null)),
                lack -> lack.isOfRole() && !toBeMade.contains(lack.name()), "the role " + role);
    }

    private static ChangeLog changeLog() {
        try {
            return ChangeLog.ofService();
        } catch (Exception e) {
            throw new CannotMigrate(ChangeLog.reason(e), e);
        }
    }

    private static Optional<Obstacle> underWay(Connection connection) throws SQLException, InterruptedException {
        var begun = System.nanoTime();
        while (MigrationLock.isHeldByAnybody(connection)) {
            if (System.nanoTime() - begun > LASTING.toNanos()) {
                return Optional.of(new Obstacle(Obstacle.Kind.MIGRATION_UNDER_WAY,
                        "another migration is under way: " + MigrationLock.holder(connection)));
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Optional.empty();
    }
}
