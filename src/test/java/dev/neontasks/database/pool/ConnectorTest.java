package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.schema.migration.Migrating;

class ConnectorTest {

    private static final String URL = "postgresql://u:p@localhost/d?sslmode=require";

    @Test
    void addsWhatTheUrlLeavesOpen() {
        assertThat(properties(URL)).containsEntry("tcpKeepAlive", "true").containsEntry("connectTimeout", "2")
                .containsEntry("ApplicationName", "neon-tasks").containsEntry("loginTimeout", "10");
    }

    @Test
    void keepsWhatTheUrlSays() {
        assertThat(properties(URL + "&keepalives=0&connect_timeout=7&application_name=nightly"))
                .containsEntry("tcpKeepAlive", "false").containsEntry("connectTimeout", "7")
                .containsEntry("ApplicationName", "nightly");
    }

    @Test
    void boundsEachWaitOfALogin() {
        assertThat(properties(URL)).containsEntry("socketTimeout", "10").containsEntry("sslResponseTimeout", "1000")
                .containsEntry("cancelSignalTimeout", "2");
    }

    @Test
    void sparesARoundTripForTheNameOfTheApplication() {
        assertThat(properties(URL)).containsEntry("assumeMinServerVersion", "14");
    }

    @Test
    void keepsWhatIsInTheRowsOutOfMessages() {
        assertThat(properties(URL)).containsEntry("logServerErrorDetail", "false");
    }

    @Test
    void boundsStatementsOfThePoolAlone() {
        assertThat(properties(URL)).containsEntry("queryTimeout", "10");
        assertThat(Migrating.to(URL).connector.properties(DatabaseUrl.parse(URL), false)).doesNotContainKey("queryTimeout");
    }

    @Test
    void roundsSecondsUp() {
        assertThat(Connector.seconds(Duration.ofSeconds(2))).isEqualTo(2);
        assertThat(Connector.seconds(Duration.ofMillis(2_001))).isEqualTo(3);
        assertThat(Connector.seconds(Duration.ofMillis(1))).isEqualTo(1);
    }

    @Test
    void seesTheSameForTheMigrationWhereThatIsTheWayAroundThePooler() {
        var pooled = "postgresql://u:p@one-pooler.example/d";
        assertThat(Migrating.to(pooled).connector.seesTheSame()).isTrue();
        assertThat(Migrating.to(pooled, "DATABASE_URL_UNPOOLED", "postgresql://owner:p@one.example/d").connector.seesTheSame())
                .isFalse();
    }

    private static Properties properties(String url) {
        return Migrating.to(url).connector.properties(DatabaseUrl.parse(url), true);
    }
}
