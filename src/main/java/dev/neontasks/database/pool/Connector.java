package dev.neontasks.database.pool;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

import jakarta.inject.Singleton;

import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.ConnectionFacts;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.database.url.Endpoint;

/** Makes every connection this process ever makes to the database, and tells {@link DatabaseEvidence} of it. */
@Singleton
public class Connector {

    /** What is found out about where a new connection leads, before it is used. */
    private interface Look {
        Optional<Endpoint> at(Connection connection) throws SQLException;
    }

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

    /** For the pool. */
    Connection pooled() throws SQLException {
        return connect(location.pool(), true, connection -> Optional.empty());
    }

    /** As the pool's are. It is found out where they lead. */
    public Connection likeThePool() throws SQLException {
        var url = location.pool();
        return connect(url, true, connection -> url.way().isPresent() ? Optional.empty()
                : Optional.of(OwnSession.endOf(connection)));
    }

    /** For the migration: a statement may take as long as it takes, but not wait for a lock for long. The same is found out. */
    public Connection unpooled() throws SQLException {
        var url = location.migration();
        return connect(url, false, connection -> {
            if (url.way().isEmpty()) {
                return Optional.of(OwnSession.endOfBounded(connection));
            } else if (url.endpoint() == Endpoint.DIRECT) {
                OwnSession.boundWaits(connection);
            }
            return Optional.empty();
        });
    }

    /** Connects once, if it is not known yet where the pool's connections lead. False if that failed. */
    boolean findsOut() {
        if (location.pool().way().isPresent()) {
            return true;
        }
        try {
            likeThePool().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Throws {@link NoOwnSession} if what a connection of the migration locks would be a pooler's. */
    public void requireOwnSession() {
        if (location.migration().endpoint() == Endpoint.POOLED) {
            throw new NoOwnSession(location.isOneWay());
        }
    }

    private Connection connect(DatabaseUrl url, boolean statementsAreShort, Look look) throws SQLException {
        evidence.connecting();
        var started = System.nanoTime();
        var connection = open(url, statementsAreShort);
        var took = Duration.ofNanos(System.nanoTime() - started);
        try {
            ServerEncoding.require(connection);
            look.at(connection).ifPresent(end -> location.found(url, end));
            if (location.known(url).endpoint() == Endpoint.POOLED) {
                // It was made before that was known.
                connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            }
            evidence.connected(ConnectionFacts.of(connection, location.known(url).endpoint(), took));
            // Later than the statement's own time-out, whose seconds are whole; no round trip.
            connection.setNetworkTimeout(Runnable::run,
                    statementsAreShort ? seconds(settings.statementTimeout()) * 1000 + 500 : 0);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw FailureClassifier.whileConnecting(e);
        }
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
