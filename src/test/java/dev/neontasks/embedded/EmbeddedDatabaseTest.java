package dev.neontasks.embedded;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;

@Tag("parts")
class EmbeddedDatabaseTest {

    @Nested
    class Running {

        private final EmbeddedDatabase database = TestDatabase.running();

        @Test
        void speaksTls13AndScramToAClientThatVerifiesItFully() throws Exception {
            try (var connection = connect(database.url() + "&channelBinding=require")) {
                assertThat(Sql.ask(connection, "select version from pg_stat_ssl where pid = pg_backend_pid()"))
                        .isEqualTo("TLSv1.3");
                assertThat(Sql.ask(connection, "select system_user")).isEqualTo("scram-sha-256:neondb_owner");
                assertThat(Sql.ask(connection, "show server_version")).startsWith("18.");
            }
        }

        @Test
        void isVerifiedByItsAddressToo() throws Exception {
            try (var connection = connect(database.url().replace("localhost", "127.0.0.1"))) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }

        @Test
        void refusesAClientWithoutTls() {
            assertRefused(database.url().replace("verify-full", "disable"), "pg_hba.conf rejects connection");
        }

        @Test
        void refusesAWrongPassword() {
            assertRefused(database.url().replaceFirst("//.*?@", "//neondb_owner:wrong@"), "password authentication failed");
            assertRefused(database.url().replaceFirst("//.*?@", "//postgres:wrong@"), "password authentication failed");
        }

        @Test
        void knowsTheCaseOfLettersBeyondAscii() throws Exception {
            try (var connection = connect(database.url())) {
                assertThat(Sql.ask(connection, "select lower('É')")).isEqualTo("é");
                assertThat(Sql.ask(connection, "select 'École' ilike 'é%'")).isEqualTo("t");
            }
        }

        @Test
        void letsItsRoleSearchByTrigrams() throws Exception {
            try (var connection = connect(database.createDatabase("trigrams"))) {
                Sql.run(connection, "create extension pg_trgm");
                assertThat(Sql.ask(connection, "select similarity('École', 'école')")).isEqualTo("1");
            }
        }

        @Test
        void givesItsRoleWhatNeonGives() throws Exception {
            try (var connection = connect(database.url())) {
                assertThat(Sql.ask(connection, """
                        select concat_ws(' ', rolsuper, rolcreatedb, rolcreaterole, rolbypassrls)
                        from pg_roles where rolname = current_user""")).isEqualTo("f t t t");
                assertThat(Sql.ask(connection, "show max_connections")).isEqualTo("104");
            }
        }

        @Test
        void letsTheSuperuserEndSessions() throws Exception {
            try (var connection = connect(database.url()); var superuser = database.superuser()) {
                var session = Sql.ask(connection, "select pg_backend_pid()");
                assertThat(Sql.ask(superuser, "select pg_terminate_backend(" + session + ", 5000)")).isEqualTo("t");
                assertThat(connection.isValid(1)).isFalse();
            }
        }
    }

    @Nested
    class Kept {

        /** One for all, as making the first data takes longest. */
        @TempDir
        private static Path parent;

        private final Path folder = parent.resolve("a name & more");

        @Test
        void isFoundWhileItRunsAndKeepsItsDataAndSecretsAfterwards() throws Exception {
            String url;
            try (var first = EmbeddedDatabase.in(folder)) {
                url = first.url();
                run(url, "create table kept as select 'data' as what");
                try (var second = EmbeddedDatabase.in(folder)) {
                    assertThat(second.url()).isEqualTo(url);
                }
                assertThat(ask(url, "select what from kept")).isEqualTo("data");
            }
            assertNobodyListens(url);
            try (var again = EmbeddedDatabase.in(folder)) {
                assertThat(ask(again.url(), "select what from kept")).isEqualTo("data");
                assertThat(withoutPort(again.url())).isEqualTo(withoutPort(url));
            }
            assertThat(folder.resolve("README")).isNotEmptyFile();
            for (var secret : List.of("server.key", "neondb_owner.password", "postgres.password")) {
                assertThat(Files.getPosixFilePermissions(folder.resolve(secret))).as(secret)
                        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
            }
        }

        @Test
        void stopsWithTheJvmThatStartedIt() throws Exception {
            var jvm = new OtherJvm(folder);
            var url = jvm.start();
            jvm.process().destroy();
            jvm.process().waitFor();
            assertNobodyListens(url);
        }

        @Test
        void startsAgainAfterItWasKilledAndAfterItsJvmWas() throws Exception {
            var jvm = new OtherJvm(folder);
            run(jvm.start(), "create table survives as select 'data' as what");
            postmaster().destroyForcibly();
            await().until(() -> Postmaster.of(folder).isEmpty());
            assertThat(ask(jvm.start(), "select what from survives")).isEqualTo("data");

            var orphan = postmaster();
            jvm.process().destroyForcibly().waitFor();
            assertThat(orphan.isAlive()).isTrue();
            try (var database = EmbeddedDatabase.in(folder)) {
                assertThat(postmaster()).isNotEqualTo(orphan);
                assertThat(ask(database.url(), "select what from survives")).isEqualTo("data");
            }
        }

        @Test
        void startsThoughAnotherProcessGotItsNumber() throws Exception {
            EmbeddedDatabase.in(folder).close();
            // PostgreSQL itself sees through the number of its own forebears.
            var other = ProcessHandle.current().parent().orElseThrow();
            Files.writeString(folder.resolve("postmaster.pid"), other.pid() + "\n" + folder + "\n0\n1\n");
            try (var database = EmbeddedDatabase.in(folder)) {
                assertThat(ask(database.url(), "select 1")).isEqualTo("1");
            }
        }

        private ProcessHandle postmaster() {
            return Postmaster.of(folder).orElseThrow().process();
        }
    }

    @Test
    void leavesNothingOfATemporaryOne() {
        var database = EmbeddedDatabase.temporary();
        database.close();
        assertThat(database.folder()).doesNotExist();
    }

    private static void assertRefused(String url, String reason) {
        assertThatThrownBy(() -> connect(url).close()).isInstanceOf(SQLException.class).hasMessageContaining(reason);
    }

    private static void assertNobodyListens(String url) {
        var port = Integer.parseInt(url.replaceFirst(".*localhost:(\\d+).*", "$1"));
        assertThatThrownBy(() -> new Socket("localhost", port).close()).isInstanceOf(ConnectException.class);
    }

    private static String withoutPort(String url) {
        return url.replaceFirst("localhost:\\d+", "localhost");
    }

    private static void run(String url, String sql) throws SQLException {
        try (var connection = connect(url)) {
            Sql.run(connection, sql);
        }
    }

    private static String ask(String url, String sql) throws SQLException {
        try (var connection = connect(url)) {
            return Sql.ask(connection, sql);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url.replaceFirst("postgresql://(.*?):(.*?)@(.*?)\\?",
                "jdbc:postgresql://$3?user=$1&password=$2&"));
    }
}
