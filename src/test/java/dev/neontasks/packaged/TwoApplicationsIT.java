package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.Keys;
import dev.neontasks.schema.changelog.OtherApplication;
import dev.neontasks.schema.migration.Migrating;

/** The service in a schema in which another application is migrating its own tables. */
@Tag("packaged")
class TwoApplicationsIT {

    static final Duration A_START = Duration.ofMinutes(1);

    @Test
    void theDoctorAndTheStatusSeeWhatIsTheServicesAlone() throws Exception {
        var database = TestDatabase.running();
        var name = UUID.randomUUID().toString();
        var variables = Map.of("DATABASE_URL", database.createDatabase(name), "JWT_SIGNING_KEY", Keys.ecPem());
        try (var superuser = database.superuser(name)) {
            Sql.run(superuser, "select pg_advisory_lock(4711)");
            var other = OtherApplication.migrate(variables.get("DATABASE_URL"), OtherApplication.CHANGE_LOG);
            await().atMost(A_START).until(() -> "1"
                    .equals(Sql.ask(superuser, "select count(*) from pg_locks where locktype = 'advisory' and not granted")));
            assertThat(doctor(variables)).contains("the start will apply: " + String.join(" ", Migrating.WAITED_FOR));
            try (var service = PackagedService.startQuickly(variables)) {
                await().atMost(A_START).until(service::isReady);
                // An index is built online, which waits for the other's transaction.
                assertThat(doctor(variables)).contains("which somebody is at");
                assertThat(other.isAlive()).isTrue();
                Sql.run(superuser, "select pg_advisory_unlock(4711)");
                assertThat(other.waitFor()).isZero();
                await().atMost(A_START).until(() -> doctor(variables).contains("as this version needs it"));
                var status = JsonPath.from(service.get("/api/status").body());
                assertThat(status.getString("database.state")).isEqualTo("UP");
                assertThat(status.getString("database.schemaVersion")).isEqualTo(Migrating.NEWEST);
                assertThat(service.logged("newer")).isEmpty();
            }
        }
    }

    private static String doctor(Map<String, String> variables) {
        try (var doctor = PackagedService.startQuickly(variables, "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.out()).isZero();
            return doctor.out();
        }
    }
}
