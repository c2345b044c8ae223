package dev.neontasks.database;

import java.sql.Connection;
import java.sql.SQLException;

import org.jboss.logging.Logger;

/**
 * A PostgreSQL session advisory lock: whoever holds it is the only one to migrate, and it dies with its connection, however
 * that ends. Needs a direct connection: behind a transaction pooler it would belong to nobody.
 */
final class MigrationLock {

    private static final Logger LOG = Logger.getLogger("dev.neontasks.database");

    /** "neontask" in ASCII: the same for all versions of this service, unlike anybody else's. */
    private static final long KEY = 0x6e656f6e7461736bL;

    private MigrationLock() {
    }

    /** Returns when the session holds the lock. Asks again and again, since a blocking wait would outlast dead peers. */
    static void await(Connection connection) throws SQLException, InterruptedException {
        for (var tries = 0; !isTaken(connection); tries++) {
            if (tries == 0) {
                LOG.info("Another replica is migrating the schema; waiting for it");
            }
            Thread.sleep(250);
        }
    }

    private static boolean isTaken(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, KEY);
            try (var result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
