package dev.neontasks.command.doctor;

import static dev.neontasks.command.doctor.Fault.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.environment.Environment;
import dev.neontasks.schema.migration.SchemaUpdate;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;
import dev.neontasks.simulator.ProxyError;
import dev.neontasks.simulator.ServerTls;

/** Every fault is provoked, with nothing else wrong. */
@Tag("parts")
class DoctorTest {

    private static final String PASSWORD = "canary-p4ssword";

    private final EmbeddedDatabase server = TestDatabase.running();
    private final NeonSimulator simulator = NeonSimulator.before(server);
    private final String database = "doctor_" + UUID.randomUUID().toString().replace("-", "");
    private final String role = "role_" + database;
    private Clock clock = Clock.systemUTC();
    private int replicas = 1;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void findsNothingWrongWithAnEmptyDatabaseAndLeavesItEmpty() throws SQLException {
        var report = examine(Map.of("DATABASE_URL", server.createDatabase(database)));
        assertThat(report.finding()).as(report.text()).isEmpty();
        assertThat(report.steps()).extracting(Report.Step::name).containsExactly("url", "name", "tcp", "tls", "login", "server",
                "endpoint", "privileges", "limits", "schema");
        assertThat(report.text().lines()).hasSize(10).allMatch(line -> line.matches("ok +[a-z]+ +\\d+ ms  .+"));
        assertThat(report.text()).contains("checked with its name", "the start will apply: 001");
        assertThat(Sql.ask(server, database, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void findsNothingWrongWithAMigratedDatabase() throws Exception {
        var report = examine(Map.of("DATABASE_URL", migrated(), "DATABASE_MIGRATE_AT_START", "false"));
        assertThat(report.finding()).as(report.text()).isEmpty();
        assertThat(report.text()).contains("as this version needs it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VARIABLE_INVALID          | DATABASE_URL      |
            VARIABLE_INVALID          | DATABASE_POOL_MAX | 101
            URL_INVALID               | DATABASE_URL | somebody:canary-p4ssword@localhost/neondb
            URL_INVALID               | DATABASE_URL | postgresql://u:canary-p4ssword@/neondb
            URL_PARAMETER_UNKNOWN     | DATABASE_URL | postgresql://u:canary-p4ssword@localhost/neondb?colour=red
            URL_PARAMETER_UNKNOWN     | DATABASE_URL | postgresql://u:canary-p4ssword@localhost/neondb?ssl=true
            URL_TLS_TOO_WEAK          | DATABASE_URL | postgresql://u:canary-p4ssword@localhost/neondb?sslmode=prefer
            HOST_UNKNOWN              | DATABASE_URL | postgresql://u:canary-p4ssword@no-such-host.invalid/neondb
            CONNECTION_REFUSED        | DATABASE_URL | postgresql://u:canary-p4ssword@localhost:1/neondb
            LOGIN_REJECTED            | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:PORT/neondb
            CERTIFICATE_FILE_UNUSABLE | DATABASE_URL | postgresql://u:canary-p4ssword@localhost:PORT/neondb?sslrootcert=/nowhere
            """)
    void thatAVariableShows(Fault fault, String variable, String value) {
        var variables = new HashMap<>(Map.of("DATABASE_URL", server.url()));
        variables.put(variable, value == null ? "" : value.replace("PORT", Integer.toString(server.port())));
        finds(fault, variables);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TLS_NOT_OFFERED               | ABSENT
            TLS_FAILED                    | TLS_1_1
            CERTIFICATE_OF_UNKNOWN_ISSUER | SELF_SIGNED
            CERTIFICATE_OF_ANOTHER_HOST   | OTHER_HOST
            CERTIFICATE_EXPIRED           | EXPIRED
            """)
    void thatTlsShows(Fault fault, ServerTls presented) {
        simulator.tls(presented);
        assertThat(finds(fault, Map.of("DATABASE_URL", simulator.url())).steps()).extracting(Report.Step::name).endsWith("tls");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LOGIN_REJECTED        | WRONG_PASSWORD
            ENDPOINT_DISABLED     | ENDPOINT_DISABLED
            ENDPOINT_UNKNOWN      | ENDPOINT_UNKNOWN
            ADDRESS_NOT_ALLOWED   | ADDRESS_NOT_ALLOWED
            QUOTA_EXCEEDED        | COMPUTE_QUOTA
            QUOTA_EXCEEDED        | TRANSFER_QUOTA
            NOT_AWAKE             | NO_COMPUTE
            CONNECTIONS_EXHAUSTED | TOO_MANY_CONNECTIONS
            """)
    void thatNeonSays(Fault fault, ProxyError answer) {
        simulator.answer(answer);
        assertThat(finds(fault, Map.of("DATABASE_URL", simulator.url())).text()).contains(answer.text());
    }

    /** A queue of connections that is full takes no more, and says nothing, like a firewall. */
    @Test
    void nobodyAnswers() throws IOException {
        try (var full = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
                var first = new Socket(full.getInetAddress(), full.getLocalPort());
                var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            var report = finds(NO_ANSWER, Map.of("DATABASE_URL",
                    "postgresql://u:" + PASSWORD + "@127.0.0.1:" + full.getLocalPort() + "/d"));
            assertThat(report.steps()).extracting(Report.Step::name).endsWith("tcp");
        }
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothing() {
        simulator.hangConnections();
        var report = finds(SERVER_SILENT, Map.of("DATABASE_URL", simulator.url()));
        assertThat(report.steps()).extracting(Report.Step::name).endsWith("tls");
        assertThat(report.text()).doesNotContain("firewall");
    }

    @Test
    void aConnectionThatIsCut() {
        simulator.resetNextStatement(Loss.BEFORE_SERVER, "current_user");
        finds(CONNECTION_BROKE, Map.of("DATABASE_URL", simulator.url()));
    }

    /** There is no older one to be had here: this one says so of itself. */
    @Test
    void anOldServer() throws SQLException {
        var url = as("");
        Sql.run(server, database, """
                create schema old;
                create function old.current_setting(text) returns text language sql as
                $$ select case $1 when 'server_version_num' then '130018' else pg_catalog.current_setting($1) end $$;
                grant usage on schema old to public;
                alter role %s set search_path = old, pg_catalog, public""".formatted(role));
        assertThat(finds(SERVER_TOO_OLD, Map.of("DATABASE_URL", url)).text()).contains("it is PostgreSQL 13");
    }

    @Test
    void anUnknownDatabase() {
        finds(DATABASE_UNKNOWN, Map.of("DATABASE_URL", server.url().replace("/neondb?", "/nowhere?")));
    }

    @Test
    void aRoleThatMayHaveNoConnection() throws SQLException {
        finds(CONNECTION_LIMIT, Map.of("DATABASE_URL", as("connection limit 0")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CONNECTION_LIMIT    | alter database DATABASE connection limit 0
            LOGIN_NOT_PERMITTED | alter database DATABASE allow_connections false
            LOGIN_NOT_PERMITTED | revoke connect on database DATABASE from public
            LOGIN_NOT_PERMITTED | alter role ROLE nologin
            LOGIN_REJECTED      | alter role ROLE password 'another'
            LOGIN_REJECTED      | alter role ROLE valid until '2001-01-01'
            """)
    void aRoleThatIsNotLetIn(Fault fault, String change) throws SQLException {
        var url = as("");
        Sql.run(server, "postgres", change.replace("DATABASE", database).replace("ROLE", role));
        assertThat(finds(fault, Map.of("DATABASE_URL", url)).steps()).extracting(Report.Step::name).endsWith("login");
    }

    /** Where it says so is the same in every language. */
    @Test
    void aRoleThatIsNotLetInByAServerThatSpeaksAnotherLanguage() {
        var said = new PSQLException(new ServerErrorMessage("SFATAL\0C53300\0Mzu viele Verbindungen\0RCheckMyDatabase\0\0"));
        assertThat(FaultClassifier.diagnosed(new SQLException("Not admitted", "08004", said)).fault())
                .isEqualTo(CONNECTION_LIMIT);
    }

    @Test
    void aRoleThatMayNotWrite() throws SQLException {
        var url = as("");
        Sql.run(server, database, "alter role " + role + " set default_transaction_read_only = on");
        finds(SERVER_READ_ONLY, Map.of("DATABASE_URL", url));
    }

    @Test
    void aRoleThatMayNotCreate() throws SQLException {
        finds(PRIVILEGE_TO_CREATE_MISSING, Map.of("DATABASE_URL", as("")));
    }

    @Test
    void aRoleThatMayOnlyRead() throws Exception {
        var owner = migrated();
        var url = as("");
        Sql.run(server, database, "grant select on all tables in schema public to " + role);
        finds(PRIVILEGE_ON_TABLES_MISSING, Map.of("DATABASE_URL", url, "DATABASE_URL_UNPOOLED", owner));
    }

    @Test
    void aRoleThatMayNotSeeWhatWasMigrated() throws Exception {
        migrated();
        var url = as("");
        Sql.run(server, database,
                "grant select, insert, update, delete on accounts, tasks, sessions, deleted_accounts, receipts, account_links to "
                        + role);
        assertThat(finds(PRIVILEGE_ON_TABLES_MISSING, Map.of("DATABASE_URL", url, "DATABASE_MIGRATE_AT_START", "false"))
                .text()).contains("databasechangelog");
    }

    @Test
    void noFaultInARoleThatOnlyServes() throws Exception {
        migrated();
        var url = as("");
        Sql.run(server, database,
                "grant select, insert, update, delete on accounts, tasks, sessions, deleted_accounts, receipts,"
                        + " account_links to " + role
                        + "; grant select on databasechangelog to " + role);
        var report = examine(Map.of("DATABASE_URL", url, "DATABASE_MIGRATE_AT_START", "false"));
        assertThat(report.finding()).as(report.text()).isEmpty();
    }

    /** By more than the 5 s for which a token from the future is still taken. */
    @ParameterizedTest
    @CsvSource({ "6, ahead of", "-6, behind" })
    void aClockThatIsWrong(int seconds, String how) {
        clock = Clock.offset(clock, Duration.ofSeconds(seconds));
        assertThat(finds(CLOCK_SKEW, Map.of("DATABASE_URL", server.url())).text()).contains(" s " + how + " the server's");
    }

    @ParameterizedTest
    @ValueSource(ints = { 4, -4 })
    void noClockThatReplicasBearWith(int seconds) throws SQLException {
        clock = Clock.offset(clock, Duration.ofSeconds(seconds));
        assertThat(examine(Map.of("DATABASE_URL", server.createDatabase(database))).finding()).isEmpty();
    }

    @Test
    void aWayAroundThePoolerToSomewhereElse() throws SQLException {
        finds(ENDPOINTS_DIFFER,
                Map.of("DATABASE_URL", server.url(), "DATABASE_URL_UNPOOLED", server.createDatabase(database)));
    }

    @Test
    void morePoolsThanTheServerHasConnections() throws SQLException {
        var variables = Map.of("DATABASE_URL", server.createDatabase(database));
        replicas = 4;
        assertThat(examine(variables).text()).contains("4 × 20 + 1 for the migration, of 97 connections");
        replicas = 5;
        finds(POOL_ABOVE_LIMIT, variables);
    }

    @Test
    void noFaultInAnotherApplicationsChangeSets() throws Exception {
        var url = migrated();
        Sql.run(server, database, "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)"
                + " values ('1', 'others', 'db/changelog/1-parcels.sql', now(), 1, 'EXECUTED'),"
                + " ('2', 'neon-tasks', 'db/others/2-names.sql', now(), 2, 'EXECUTED')");
        var report = examine(Map.of("DATABASE_URL", url));
        assertThat(report.finding()).as(report.text()).isEmpty();
        assertThat(report.text()).contains("as this version needs it");
    }

    @Test
    void aSchemaOfALaterVersion() throws Exception {
        var url = migrated();
        Sql.run(server, database,
                "create temporary table later as select * from databasechangelog limit 1; update later set id = '999-later';"
                        + " insert into databasechangelog select * from later");
        assertThat(finds(SCHEMA_NEWER, Map.of("DATABASE_URL", url)).text()).contains("999-later");
    }

    @Test
    void aChangeThatWasEditedAfterwards() throws Exception {
        var url = migrated();
        Sql.run(server, database, "update databasechangelog set md5sum = '9:00000000000000000000000000000000'");
        finds(SCHEMA_EDITED, Map.of("DATABASE_URL", url));
    }

    /** Not even while another copy is at them, nor in a role that could not apply them. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void noFaultInOnlineChangeSetsThatAreLeft(boolean migrateAtStart) throws Exception {
        migrated();
        var url = as("");
        Sql.run(server, database,
                "delete from databasechangelog where id like '007%'; create index tasks_search on tasks (owner);"
                        + " grant select, insert, update, delete on accounts, tasks, sessions, deleted_accounts, receipts,"
                        + " account_links to " + role
                        + "; grant select on databasechangelog to " + role);
        var variables = Map.of("DATABASE_URL", url, "DATABASE_MIGRATE_AT_START", Boolean.toString(migrateAtStart));
        var report = examine(variables);
        assertThat(report.finding()).as(report.text()).isEmpty();
        assertThat(report.text()).contains("to be applied online, while it serves: 007-remains-of-the-search");
        try (var other = server.superuser(database)) {
            Sql.run(other, "select pg_advisory_lock(x'6e656f6e7461736b'::bit(64)::bigint)");
            report = examine(variables);
            assertThat(report.finding()).as(report.text()).isEmpty();
            assertThat(report.text()).contains("007-remains-of-the-search, which somebody is at: its session ");
        }
    }

    /** The next start mends it by itself. */
    @Test
    void noFaultInAnIndexThatWasBegunAndNotFinished() throws Exception {
        var url = migrated();
        Sql.run(server, database, "delete from databasechangelog where id like '009%';"
                + " update pg_index set indisvalid = false where indexrelid = 'tasks_without_case'::regclass");
        var report = examine(Map.of("DATABASE_URL", url));
        assertThat(report.finding()).as(report.text()).isEmpty();
        assertThat(report.text()).contains("while it serves: 009-index-without-case; tasks_without_case was begun and not"
                + " finished, and will be built anew");
    }

    /** The role that serves is another than the one that migrates, and so is its search path. */
    @Test
    void aSearchPathOfThePoolThatLeadsElsewhere() throws Exception {
        var owner = migrated();
        var url = as("");
        Sql.run(server, database, "grant select, insert, update, delete on all tables in schema public to %1$s;"
                .formatted(role) + " create schema %1$s authorization %1$s; create table %1$s.tasks (x text)".formatted(role));
        assertThat(finds(CHANGE_LOG_ELSEWHERE, Map.of("DATABASE_URL", url, "DATABASE_URL_UNPOOLED", owner)).text())
                .contains("tasks");
    }

    @Test
    void aSchemaThatNobodyWillMigrate() throws SQLException {
        finds(SCHEMA_BEHIND, Map.of("DATABASE_URL", server.createDatabase(database), "DATABASE_MIGRATE_AT_START", "false"));
    }

    private Report finds(Fault fault, Map<String, String> variables) {
        var report = examine(variables);
        assertThat(report.finding()).as(report.text()).hasValue(fault.name());
        assertThat(report.text()).contains("remedy: " + fault.remedy(report.provider())).doesNotContain("p4ssword")
                .doesNotContain("\tat ");
        assertThat(report.json()).contains("\"code\" : \"" + fault.name() + "\"").doesNotContain("p4ssword");
        return report;
    }

    private Report examine(Map<String, String> variables) {
        return new Doctor(Environment.of(name -> Optional.ofNullable(variables.get(name))), clock, replicas, false).examine();
    }

    /** A database of this version, owned by the usual role. */
    private String migrated() throws SQLException, InterruptedException {
        var url = server.createDatabase(database);
        SchemaUpdate.run(
                DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(Map.of("DATABASE_URL", url).get(name)))),
                Duration.ZERO);
        return url;
    }

    /** The way into the database, made if need be, for a role of its own that owns nothing. */
    private String as(String options) throws SQLException {
        if (Sql.ask(server, "postgres", "select count(*) from pg_database where datname = '" + database + "'").equals("0")) {
            server.createDatabase(database);
        }
        Sql.run(server, database, "create role " + role + " login password '" + PASSWORD + "' " + options);
        return server.url().replaceFirst("//[^@]+@", "//" + role + ":" + PASSWORD + "@").replace("/neondb?",
                "/" + database + "?");
    }
}
