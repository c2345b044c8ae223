package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.Keys;

@Tag("packaged")
class TwoCopiesIT {

    @Test
    void migrateAnEmptyDatabaseOnce() throws SQLException {
        var database = TestDatabase.running();
        var name = UUID.randomUUID().toString();
        var variables = Map.of("DATABASE_URL", database.createDatabase(name), "JWT_SIGNING_KEY", Keys.ecPem());
        try (var one = PackagedService.startQuickly(variables); var two = PackagedService.startQuickly(variables)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> one.isReady() && two.isReady());
        }
        try (var superuser = database.superuser(name);
                var statement = superuser.createStatement();
                var rows = statement.executeQuery(
                        "select count(*), count(distinct id), to_regclass('databasechangeloglock') "
                                + "from databasechangelog")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isPositive().isEqualTo(rows.getInt(2));
            assertThat(rows.getString(3)).as("Liquibase's lock").isNull();
        }
    }
}
