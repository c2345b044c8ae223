package dev.neontasks.schema.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.Schema;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.database.pool.Backoff;
import dev.neontasks.database.pool.Connector;
import dev.neontasks.database.pool.OpenConnections;
import dev.neontasks.database.pool.ServerEncoding;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.changelog.Home;
import dev.neontasks.schema.changelog.MigrationPart;
import dev.neontasks.schema.changelog.NeededTables;
import dev.neontasks.schema.changelog.OngoingMigration;
import dev.neontasks.schema.changelog.SchemaGap;
import dev.neontasks.schema.lock.Patience;

/** Looks at the schema by a direct connection of its own; brings it up to date, or waits until somebody else has. */
@Singleton
class Migrator {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    static final Duration PULSE = Duration.ofSeconds(10);
    /** Between two looks, however many need the schema: each is a connection. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final DatabaseSettings settings;
    private final Connector connector;
    private final OpenConnections connections;
    private final Schema schema;
    private final Clock clock;
    private final SchemaFaults faults;
    private final Attempts attempts;
    private final LockedMigration migration;
    private boolean leavesSome;
    private Home newestHome = new Home(Optional.empty(), Optional.empty());
    /** The schema in which the tables were found. */
    private @Nullable String home;

    @Inject
    Migrator(DatabaseSettings settings, Connector connector, OpenConnections connections, DatabaseEvidence evidence,
            Schema schema, OngoingMigration ongoing, Clock clock) {
        this(settings, connector, connections, evidence, schema, ongoing, clock, PULSE);
    }

    Migrator(DatabaseSettings settings, Connector connector, OpenConnections connections, DatabaseEvidence evidence,
            Schema schema, OngoingMigration ongoing, Clock clock, Duration pulse) {
        this.settings = settings;
        this.connector = connector;
        this.connections = connections;
        this.schema = schema;
        this.clock = clock;
        this.faults = new SchemaFaults(schema, clock);
        this.attempts = new Attempts(connector, evidence, clock);
        this.migration = new LockedMigration(MigrationPart.WAITED_FOR, connector, ongoing, pulse);
    }

    /** Returns when the schema is ready, however long the database or somebody else takes; throws when it cannot be. */
    void untilReady(ChangeLog changeLog) throws Exception {
        var backoff = new Backoff();
        var pauses = new LookPauses();
        while (!attempt(changeLog, Patience.endless())) {
            if (schema.fault().isPresent()) {
                pause(pauses);
            } else {
                backoff.sleep();
            }
        }
    }

    /** The same for a schema that was ready and is in doubt: what cannot be migrated now, somebody may mend. */
    void untilReadyAgain(ChangeLog changeLog) throws InterruptedException {
        for (var pauses = new LookPauses(); !isReadyAgain(changeLog);) {
            pause(pauses);
        }
        Thread.sleep(BETWEEN_LOOKS.toMillis());
    }

    private boolean isReadyAgain(ChangeLog changeLog) throws InterruptedException {
        try {
            return attempt(changeLog, Patience.endless());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            faults.tell(e);
            return false;
        }
    }

    private void pause(LookPauses pauses) throws InterruptedException {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        schema.awaitWish(pauses.next());
    }

    /** False when the database is away, when somebody else is to migrate it and has not yet, or when it lacks something. */
    boolean attempt(ChangeLog changeLog, Patience patience) throws Exception {
        LOG.debug("Connecting to look at the schema");
        return attempts.once(connection -> isReady(changeLog, connection, patience));
    }

    /** What the newest attempt failed for, unless somebody else is to migrate. */
    Optional<FailureKind> obstacle() {
        return attempts.obstacle();
    }

    /** Whether there were change sets, when it was last looked at, that this process is to apply beside its work. */
    boolean leavesSome() {
        return leavesSome;
    }

    /** Where the service is, as far as was seen when it was last looked for. */
    Home newestHome() {
        return newestHome;
    }

    private boolean isReady(ChangeLog changeLog, Connection connection, Patience patience) throws Exception {
        var gap = changeLog.gapOf(connection);
        newestHome = gap.home();
        if (!gap.missing().isEmpty() && mayMigrate(changeLog, connection)) {
            migration.run(changeLog, connection, patience);
            gap = changeLog.gapOf(connection);
        }
        if (!gap.missing().isEmpty()) {
            return false;
        }
        var place = gap.home().schema().orElse(home);
        var found = connector.seesTheSame() ? changeLog.needed().look(connection, place) : lookLikeThePool(changeLog, place);
        if (!found.lacks().isEmpty()) {
            faults.tell(found);
            return false;
        }
        home = place;
        leavesSome = settings.migrateAtStart() && !gap.online().isEmpty();
        if (schema.reached().isEmpty() && ServerEncoding.isUnchecked(connection)) {
            LOG.warn("The database's encoding is SQL_ASCII, which takes any bytes for text: what others write there in another"
                    + " encoding than UTF-8 cannot be read. One with ENCODING 'UTF8' refuses it");
        }
        ready(changeLog, gap);
        return true;
    }

    /** Tells, too, that a schema is not as needed that was. */
    private boolean mayMigrate(ChangeLog changeLog, Connection connection) throws SQLException {
        var obstacle = newestHome.obstacle();
        if (schema.reached().isEmpty()) {
            if (settings.migrateAtStart()) {
                newestHome.require();
            } else if (obstacle.isPresent()) {
                faults.tell(obstacle.get());
            } else if (schema.fault().isPresent()) {
                faults.tellPending();
            }
            return settings.migrateAtStart();
        }
        var found = changeLog.needed().look(connection, home);
        var mayMigrate = settings.migrateAtStart() && !found.isOutOfSight() && obstacle.isEmpty();
        if (mayMigrate) {
            NeededTables.requireMayCreate(connection);
        }
        if (found.lacks().isEmpty() && obstacle.isPresent()) {
            faults.tell(obstacle.get());
        } else if (schema.fault().isEmpty()) {
            faults.tell(found);
        }
        return mayMigrate;
    }

    private NeededTables.Look lookLikeThePool(ChangeLog changeLog, @Nullable String place) throws SQLException {
        try (var connection = connector.likeThePool()) {
            return changeLog.needed().look(connection, place);
        }
    }

    private void ready(ChangeLog changeLog, SchemaGap gap) {
        if (schema.fault().isPresent()) {
            // What a role may do, and where it looks, was settled when they were made.
            connections.retire(connections.generation());
        }
        schema.ready(changeLog.newest(), clock.instant());
        LOG.infof("Schema ready: %s%s", changeLog.newest(), gap.unknown().isEmpty() ? ""
                : "; it is newer than this version of the service, which does not know " + gap.unknown().size()
                        + " of its changes");
    }
}
