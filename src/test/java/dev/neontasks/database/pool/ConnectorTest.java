package dev.neontasks.database.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;

import org.junit.jupiter.api.Test;

import dev.neontasks.database.migration.Migrating;
import dev.neontasks.database.url.DatabaseUrl;

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

    private static Properties properties(String url) {
        return Migrating.to(url).connector.properties(DatabaseUrl.parse(url), true);
    }
}
