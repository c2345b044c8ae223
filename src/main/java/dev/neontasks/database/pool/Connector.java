package dev.neontasks.database.pool;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import jakarta.inject.Singleton;

import org.postgresql.PGProperty;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.ConnectionFacts;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.url.DatabaseUrl;

/** Makes every connection this process ever makes to the database, and tells {@link DatabaseEvidence} of it. */
@Singleton
public class Connector {

    private static final org.postgresql.Driver DRIVER = new org.postgresql.Driver();

    /** Neon's proxy is always awake: name, TCP and TLS need no wake budget. */
    private static final Duration NETWORK = Duration.ofSeconds(2);
    /** For its first word, which takes one round trip. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(1);

    private final CurrentUrl location;
    private final DatabaseSettings settings;
    private final DatabaseEvidence evidence;

    public Connector(CurrentUrl location, DatabaseSettings settings, DatabaseEvidence evidence) {
        this.location = location;
        this.settings = settings;
        this.evidence = evidence;
    }

    /** Whether what one sees who connects for the migration is what one sees who connects for the pool. */
    public boolean seesTheSame() {
        return location.migration().equals(location.pool().unpooled());
    }

    /** As the pool's are. */
    public Connection pooled() throws SQLException {
        var connection = connect(location.pool(), true);
        // Later than the statement's own time-out, whose seconds are whole; no round trip.
        connection.setNetworkTimeout(Runnable::run, seconds(settings.statementTimeout()) * 1000 + 500);
        return connection;
    }

    /** For the migration: a statement may take as long as it takes. */
    public Connection unpooled() throws SQLException {
        var connection = connect(location.migration(), false);
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
    }

    private Connection connect(DatabaseUrl url, boolean statementsAreShort) throws SQLException {
        var started = System.nanoTime();
        var connection = open(url, statementsAreShort);
        var took = Duration.ofNanos(System.nanoTime() - started);
        evidence.connected(ConnectionFacts.of(connection, url.endpoint(), took));
        return connection;
    }

    private Connection open(DatabaseUrl url, boolean statementsAreShort) throws SQLException {
        try {
            var connection = DRIVER.connect(url.jdbcUrl(), properties(url, statementsAreShort));
            if (connection == null) {
                throw new IllegalStateException("pgjdbc does not take its own URL");
            }
            return connection;
        } catch (SQLException e) {
            throw FailureClassifier.whileConnecting(e);
        }
    }

    Properties properties(DatabaseUrl url, boolean statementsAreShort) {
        var properties = url.driverProperties();
        properties.putIfAbsent(PGProperty.CONNECT_TIMEOUT.getName(), Integer.toString(seconds(NETWORK)));
        properties.putIfAbsent(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
        properties.putIfAbsent(PGProperty.APPLICATION_NAME.getName(), "neon-tasks");
        PGProperty.SSL_RESPONSE_TIMEOUT.set(properties, (int) FIRST_ANSWER.toMillis());
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds(settings.wakeBudget()));
        // Ends the login itself, and its thread; the one above only ends the wait for it.
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(settings.wakeBudget()));
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, seconds(NETWORK));
        // Spares a round trip: the application's name goes with the start-up message.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        // Its messages carry what is in the rows.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        if (statementsAreShort) {
            PGProperty.QUERY_TIMEOUT.set(properties, seconds(settings.statementTimeout()));
        }
        return properties;
    }

    /** Whole ones, rounded up. */
    static int seconds(Duration duration) {
        return (int) NANOSECONDS.toSeconds(duration.plusNanos(999_999_999).toNanos());
    }
}
