package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;

/** What the binary does besides serving. None of it needs a key for tokens. */
@Tag("packaged")
class CommandsIT {

    static final String AWAY = "postgresql://u:canary-1@localhost:1/d";
    static EmbeddedDatabase database;

    @BeforeAll
    static void startDatabase() {
        database = EmbeddedDatabase.temporary();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @Test
    void migratesWhatTheServiceThenFindsReady() throws Exception {
        var url = database.createDatabase("migrated");
        // It opens no port, and speaks English everywhere.
        try (var taken = new ServerSocket(0);
                var migrate = PackagedService.startSpeaking("de",
                        Map.of("DATABASE_URL", url, "PORT", Integer.toString(taken.getLocalPort())), "migrate")) {
            assertThat(migrate.exitCode()).as(migrate.out() + migrate.err()).isZero();
            assertThat(migrate.err()).isEmpty();
            assertThat(migrate.logged("Schema ready: ")).singleElement().asString().startsWith("{");
            assertThat(migrate.logged(" done in ")).isNotEmpty().allMatch(line -> line.matches(".* done in \\d+\\.\\d s: .*"));
        }
        try (var again = PackagedService.startQuickly(Map.of("DATABASE_URL", url, "LOG_FORMAT", "text"), "migrate",
                "--wait=1s")) {
            assertThat(again.exitCode()).isZero();
            assertThat(again.logged("Schema ready: ")).singleElement().asString().contains(" INFO ");
        }
        try (var service = PackagedService.startQuickly(
                Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", Keys.ecPem(), "DATABASE_MIGRATE_AT_START", "false"))) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
        }
    }

    @Test
    void servesWithARoleThatMayNotMigrate() throws Exception {
        var owners = database.createDatabase("granted");
        Sql.run(database, "granted", "set role neondb_owner; create role neon_tasks_service login password 'nothing else';"
                + Files.readString(Path.of("deploy/kubernetes/migration/service-role.sql")));
        try (var migrate = PackagedService.startQuickly(Map.of("DATABASE_URL", owners), "migrate")) {
            assertThat(migrate.exitCode()).as(migrate.err()).isZero();
        }
        var services = owners.replaceFirst("//[^@]+@", "//neon_tasks_service:nothing%20else@");
        var variables = Map.of("DATABASE_URL", services, "JWT_SIGNING_KEY", Keys.ecPem(), "DATABASE_MIGRATE_AT_START", "false");
        try (var doctor = PackagedService.startQuickly(variables, "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        }
        try (var service = PackagedService.startQuickly(variables)) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            assertThat(service.signUp()).isNotEmpty();
        }
    }

    @Test
    void waitsForADatabaseThatIsAwayAndGivesUp() {
        try (var migrate = PackagedService.startQuickly(Map.of("DATABASE_URL", AWAY), "migrate", "--wait", "2s")) {
            assertThat(migrate.exitCode()).isEqualTo(75);
            assertThat(migrate.err().lines())
                    .containsExactly("neon-tasks: the database stayed away for 2 s: it refuses connections");
        }
    }

    @Test
    void waitsForADatabaseThatComesLate() throws IOException {
        try (var relay = new Relay(database.port());
                var migrate = PackagedService.startQuickly(Map.of("DATABASE_URL", relay.url(database.url())), "migrate")) {
            try (var listener = new ServerSocket(relay.port, 0, InetAddress.getByName("localhost"))) {
                listener.accept().close();
            }
            relay.forward();
            assertThat(migrate.exitCode()).as(migrate.err()).isZero();
        }
    }

    @Test
    void saysWhichChangeDoesNotApply() throws SQLException {
        var url = database.createDatabase("conflict");
        Sql.run(database, "conflict", "grant create on schema public to public; create table tasks (another text)");
        try (var migrate = PackagedService.startQuickly(Map.of("DATABASE_URL", url), "migrate")) {
            assertThat(migrate.exitCode()).isEqualTo(65);
            assertThat(migrate.err().lines()).singleElement().asString().contains("cannot be migrated").contains("tasks");
        }
    }

    @Test
    void refusesABadVariableInOneLine() {
        try (var migrate = PackagedService.startQuickly(Map.of("DATABASE_URL", AWAY + "?colour=canary-1"), "migrate")) {
            assertThat(migrate.exitCode()).isEqualTo(78);
            assertThat(migrate.err().lines()).singleElement().asString().startsWith("neon-tasks: DATABASE_URL: ")
                    .contains("colour").doesNotContain("canary");
        }
    }

    @Test
    void readsTheSameFilesAsTheService(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(".env"), "DATABASE_URL='" + database.url() + "'\n");
        try (var doctor = PackagedService.startIn(folder, Map.of(), "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        }
    }

    @Test
    void theDoctorFindsNothing() {
        try (var doctor = PackagedService.startQuickly(Map.of("DATABASE_URL", database.url()), "doctor", "--json")) {
            assertThat(doctor.exitCode()).as(doctor.out()).isZero();
            var report = JsonPath.from(doctor.out());
            assertThat(report.getBoolean("ok")).isTrue();
            assertThat(report.getList("steps")).hasSize(10);
            assertThat(report.getString("fault")).isNull();
            assertThat(doctor.err()).isEmpty();
        }
    }

    @Test
    void theDoctorWritesTheSameWithoutALocale() {
        try (var doctor = PackagedService.startQuickly(Map.of("DATABASE_URL", database.url(), "LC_ALL", "C"), "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.out()).isZero();
            assertThat(doctor.out()).contains("1 × 20 + 1 for the migration");
        }
    }

    @Test
    void theDoctorNamesAFaultAndItsRemedy() {
        try (var doctor = PackagedService.startQuickly(Map.of("DATABASE_URL", AWAY), "doctor")) {
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.out()).contains("FAULT tcp").contains("CONNECTION_REFUSED").contains("remedy: ")
                    .doesNotContain("canary");
            assertThat(doctor.err()).isEmpty();
        }
    }

    @Test
    void theDoctorChecksCertificatesAgainstThePlatform() {
        var url = database.url().replaceFirst("sslrootcert=.*", "sslrootcert=system");
        try (var doctor = PackagedService.startQuickly(Map.of("DATABASE_URL", url), "doctor")) {
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.out()).contains("CERTIFICATE_OF_UNKNOWN_ISSUER");
        }
    }

    @Test
    void showsAnAccountAndDisablesIt() throws Exception {
        var url = database.createDatabase("operated");
        try (var migrate = PackagedService.startQuickly(Map.of("DATABASE_URL", url), "migrate")) {
            assertThat(migrate.exitCode()).as(migrate.err()).isZero();
        }
        Sql.run(database, "operated", "insert into accounts (id, email, created_at) values ('a1', 'ann@example.com', now())");
        try (var account = PackagedService.startQuickly(Map.of("DATABASE_URL", url), "account", "Ann@example.com",
                "--disable")) {
            assertThat(account.exitCode()).as(account.err()).isZero();
            assertThat(account.out()).contains("ann@example.com, not proved", "disabled since");
        }
        try (var nobody = PackagedService.startQuickly(Map.of("DATABASE_URL", url), "account", "bob@example.com")) {
            assertThat(nobody.exitCode()).isEqualTo(1);
            assertThat(nobody.err().lines()).containsExactly("neon-tasks: there is no account with this e-mail address");
            assertThat(nobody.out()).isEmpty();
        }
    }

    @Test
    void tellsWhetherTheServiceLives() {
        try (var service = PackagedService.startQuickly(Map.of("DATABASE_URL", AWAY, "JWT_SIGNING_KEY", Keys.ecPem()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/health/live") == 200);
            var port = Map.of("PORT", Integer.toString(service.port));
            try (var alive = PackagedService.startQuickly(port, "alive")) {
                assertThat(alive.exitCode()).isZero();
            }
            service.terminate();
            assertThat(service.exitCode()).isEqualTo(PackagedService.TERMINATED);
            try (var alive = PackagedService.startQuickly(port, "alive")) {
                assertThat(alive.exitCode()).isEqualTo(1);
                assertThat(alive.out() + alive.err()).isEmpty();
            }
        }
    }

    @Test
    void aWrongCommandIsUsage() {
        try (var service = PackagedService.startQuickly(Map.of(), "serve")) {
            assertThat(service.exitCode()).isEqualTo(64);
            assertThat(service.err()).contains("usage: neon-tasks");
            assertThat(service.out()).isEmpty();
        }
    }

    @Test
    void tellsItsVersion() {
        try (var service = PackagedService.startQuickly(Map.of(), "--version")) {
            assertThat(service.exitCode()).isZero();
            assertThat(service.out()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
        }
    }
}
