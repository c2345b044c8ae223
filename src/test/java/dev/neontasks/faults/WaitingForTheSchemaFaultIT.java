package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.schema.migration.Migrating;

/** {@code DATABASE_MIGRATE_AT_START=false}: somebody else migrates. */
@Tag("faults")
class WaitingForTheSchemaFaultIT {

    @Test
    void isReadyAsSoonAsSomebodyElseHasMigrated() throws Exception {
        try (var database = EmbeddedDatabase.temporary();
                var service = PackagedService.start(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", Keys.ecPem(),
                        "DATABASE_MIGRATE_AT_START", "false"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> service.logged("Database connected").size() == 1
                    && service.status("/health/live") == 200);
            await().during(Duration.ofSeconds(3)).until(() -> waits(service) && tables(database) == 0);

            Migrating.to(database.url()).run("db/changelog.yaml");
            var migrated = System.nanoTime();
            await().atMost(Duration.ofSeconds(10)).until(service::isReady);
            System.out.printf("DATABASE_MIGRATE_AT_START=false: ready %d ms after somebody else had migrated%n",
                    Duration.ofNanos(System.nanoTime() - migrated).toMillis());
            assertThat(service.logged("begins")).isEmpty();
        }
    }

    private static boolean waits(PackagedService service) throws IOException {
        var ready = service.get("/health/ready");
        return ready.statusCode() == 503 && ready.body().contains("its schema is not ready yet")
                && service.get("/health/started").statusCode() == 503 && service.get("/health/live").statusCode() == 200
                && service.get("/api/tasks").statusCode() >= 400;
    }

    private static int tables(EmbeddedDatabase database) throws SQLException {
        return Integer.parseInt(Sql.ask(database, "neondb", "select count(*) from pg_tables where schemaname = 'public'"));
    }
}
