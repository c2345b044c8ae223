package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.TestClock;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseEvidence;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.url.Endpoint;
import dev.neontasks.environment.Environment;

/** What a connection is like that {@link Connector} has made. */
@Tag("parts")
class ConnectedTest {

    private static final Map<String, String> VARIABLES = Map.of("DATABASE_URL", TestDatabase.running().url());

    private final DatabaseSettings settings = DatabaseSettings
            .of(Environment.of(name -> Optional.ofNullable(VARIABLES.get(name))));
    private final DatabaseEvidence evidence = new DatabaseEvidence(new TestClock(), settings);
    private final Connector connector = new Connector(new CurrentUrl(settings), settings, evidence);

    @Test
    void ofThePoolWaitsForNoAnswerMuchLongerThanAStatementMayTake() throws SQLException {
        try (var connection = connector.pooled()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(10_500);
        }
    }

    @Test
    void ofTheMigrationWaitsForAsLongAsAStatementTakes() throws SQLException {
        try (var connection = connector.unpooled()) {
            assertThat(connection.getNetworkTimeout()).isZero();
        }
    }

    @Test
    void isEvidenceOfTheDatabase() throws SQLException {
        connector.pooled().close();
        assertThat(evidence.state()).isEqualTo(DatabaseState.UP);
        assertThat(evidence.status().facts()).isPresent();
        assertThat(evidence.status().facts().orElseThrow().took()).isPositive();
    }

    @Test
    void ofACommandIsAsThatOfTheService() throws SQLException {
        var access = new DirectAccess(settings);
        try (var pool = access.likeThePool(); var migration = access.likeTheMigration()) {
            assertThat(timeOuts(pool, migration)).containsExactly(10_500, 0);
        }
    }

    @Test
    void findsOutThatItLeadsToTheServerItself() throws SQLException {
        var location = new CurrentUrl(settings);
        var finding = new Connector(location, settings, evidence);
        finding.pooled().close();
        assertThat(location.pool().way()).isEmpty();
        finding.likeThePool().close();
        assertThat(location.pool().way()).contains(Endpoint.DIRECT);
        finding.requireOwnSession();
    }

    @Test
    void waitsForNoLockForLongToMigrate() throws SQLException {
        try (var first = connector.unpooled(); var next = connector.unpooled()) {
            assertThat(Sql.ask(first, "show lock_timeout")).isEqualTo("2s");
            assertThat(Sql.ask(next, "show lock_timeout")).isEqualTo("2s");
        }
    }

    private static int[] timeOuts(Connection... connections) throws SQLException {
        var found = new int[connections.length];
        for (var i = 0; i < found.length; i++) {
            found[i] = connections[i].getNetworkTimeout();
        }
        return found;
    }
}
