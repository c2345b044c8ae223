package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.command.doctor.Doctor;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.environment.Environment;
import dev.neontasks.schema.migration.Migrating;

/** For each database the doctor's word is compared with what {@code migrate} then does. */
@Timeout(60)
@Tag("parts")
class ForeseenMigrationTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path extensions;
    static Connection superuser;

    private final EmbeddedDatabase server = TestDatabase.running();
    private final String name = "foreseen_" + NUMBER.incrementAndGet();

    /** Databases to copy, and folders of extensions as servers have them that lack some, or trust none. */
    @BeforeAll
    static void prepare() throws Exception {
        superuser = TestDatabase.running().superuser();
        // There are many logins, and nothing to be guarded.
        Sql.run(superuser, "set scram_iterations = 1");
        Sql.run(superuser, "create role foreseen_owner login password 'secret'");
        for (var state : new String[] { "none", "first", "all" }) {
            Sql.run(superuser, "create database foreseen_" + state + " owner foreseen_owner");
        }
        Migrating.to(url("foreseen_owner", "foreseen_first")).run(Migrating.FIRST);
        Migrating.to(url("foreseen_owner", "foreseen_all")).run(Migrating.ALL);
        // What belongs to its owner is given to another in each copy, and the database is not to go with it.
        for (var state : new String[] { "none", "first", "all" }) {
            Sql.run(superuser, "alter database foreseen_" + state + " owner to postgres");
        }
        for (var folder : new String[] { "none", "trigrams", "distrusted" }) {
            Files.createDirectories(extensions.resolve(folder).resolve("extension"));
        }
        copyExtensions(Path.of(Sql.ask(superuser, "select setting from pg_config where name = 'SHAREDIR'"), "extension"));
        try (var made = Files.walk(extensions)) {
            // The server may run as somebody else.
            made.forEach(file -> assertThat(file.toFile().setReadable(true, false)
                    && (!Files.isDirectory(file) || file.toFile().setExecutable(true, false))).isTrue());
        }
    }

    private static void copyExtensions(Path servers) throws IOException {
        try (var files = Files.list(servers)) {
            for (var file : files.filter(each -> each.getFileName().toString().matches("(pg_trgm|btree_gin)[.-].*")).toList()) {
                var text = Files.readString(file);
                if (file.getFileName().toString().startsWith("pg_trgm")) {
                    Files.writeString(extensions.resolve("trigrams/extension").resolve(file.getFileName()), text);
                }
                Files.writeString(extensions.resolve("distrusted/extension").resolve(file.getFileName()),
                        text.replace("trusted = true", "trusted = false"));
            }
        }
    }

    @AfterAll
    static void forget() throws SQLException {
        superuser.close();
    }

    @ParameterizedTest(name = "{0} {2} {3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            -                           | 0  | NONE  | - | - | -
            -                           | 0  | FIRST | - | - | -
            -                           | 0  | ALL   | - | - | -
            -                           | 0  | NONE  | create schema other; create extension btree_gin schema other | - | -
            -                           | 0  | NONE  | create schema other; create table other.accounts (x text) | - | -
            -                           | 0  | NONE  | create schema mine authorization ROLE; alter role ROLE set search_path = mine, public; create table public.accounts (x text) | - | -
            -                           | 0  | NONE  | alter role ROLE set search_path = nowhere, public | - | -
            -                           | 0  | NONE  | create schema other; create extension pg_trgm schema other; grant usage on schema other to public; alter role ROLE set search_path = public, other | - | -
            -                           | 0  | NONE  | create extension pg_trgm; create extension btree_gin; alter database ROLE set extension_control_path = 'FOLDER/none' | - | -
            -                           | 0  | NONE  | create extension pg_trgm; create extension btree_gin; alter database ROLE owner to other_ROLE; grant all on schema public to ROLE | - | -
            -                           | 0  | ALL   | alter database ROLE owner to other_ROLE | - | -
            -                           | 0  | FIRST | create table of_others (x text) | lock table of_others in access exclusive mode | -
            -                           | 0  | ALL   | - | lock table accounts in access exclusive mode | -
            -                           | 0  | ALL   | - | select pg_advisory_lock(LOCK) | -
            EXTENSION_OFF_SEARCH_PATH   | 65 | NONE  | create schema other; create extension pg_trgm schema other | - | in the schema other
            EXTENSION_OFF_SEARCH_PATH   | 65 | NONE  | create schema other; create extension pg_trgm schema other; alter role ROLE set search_path = public, other | - | in the schema other
            EXTENSION_UNAVAILABLE       | 65 | NONE  | alter database ROLE set extension_control_path = 'FOLDER/none' | - | pg_trgm
            EXTENSION_UNAVAILABLE       | 65 | FIRST | alter database ROLE set extension_control_path = 'FOLDER/trigrams' | - | btree_gin
            EXTENSION_NOT_TRUSTED       | 65 | NONE  | alter database ROLE set extension_control_path = 'FOLDER/distrusted' | - | superuser
            EXTENSION_MISSING           | 65 | FIRST | drop extension pg_trgm cascade | - | gin_trgm_ops
            EXTENSION_MISSING           | 65 | NONE  | drop extension plpgsql | - | plpgsql
            PRIVILEGE_TO_CREATE_MISSING | 65 | NONE  | alter database ROLE owner to other_ROLE; grant all on schema public to ROLE | - | pg_trgm
            PRIVILEGE_TO_CREATE_MISSING | 65 | NONE  | alter database ROLE owner to other_ROLE; grant create on database ROLE to ROLE | - | schema public
            PRIVILEGE_TO_CREATE_MISSING | 65 | FIRST | revoke usage on language plpgsql from public | - | language plpgsql
            SEARCH_PATH_WITHOUT_SCHEMA  | 65 | NONE  | alter role ROLE set search_path = nowhere | - | nowhere
            SEARCH_PATH_WITHOUT_SCHEMA  | 65 | NONE  | create schema other; alter role ROLE set search_path = other | - | may not use other
            NAME_TAKEN                  | 65 | NONE  | create table accounts (x text) | - | accounts
            NAME_TAKEN                  | 65 | NONE  | create table of_others (x text); create index tasks_newest on of_others (x) | - | tasks_newest
            NAME_TAKEN                  | 65 | NONE  | create view sessions as select 1 as one | - | sessions
            NAME_TAKEN                  | 65 | NONE  | create sequence deleted_accounts | - | deleted_accounts
            NAME_TAKEN                  | 65 | NONE  | create type tasks as enum ('one') | - | tasks
            NAME_TAKEN                  | 65 | NONE  | create function forget_receipts() returns int language sql as 'select 1' | - | forget_receipts
            NAME_TAKEN                  | 65 | FIRST | create function without_case(text) returns int language sql as 'select 1' | - | without_case(text)
            -                           | 0  | FIRST | create function without_case(int) returns int language sql as 'select 1' | - | -
            NAME_TAKEN                  | 65 | FIRST | create function forget_receipts() returns trigger language plpgsql as 'begin return null; end' | - | forget_receipts
            NAME_TAKEN                  | 65 | FIRST | create function of_others() returns trigger language plpgsql as 'begin return null; end'; create trigger receipts_of_account after delete on accounts for each row execute function of_others() | - | receipts_of_account
            NAME_TAKEN                  | 65 | FIRST | alter table accounts add column disabled_at timestamptz | - | accounts.disabled_at
            CHANGE_LOG_LOST             | 65 | ALL   | drop table databasechangelog | - | accounts
            CHANGE_LOG_LOST             | 65 | ALL   | delete from databasechangelog where id like '010%' | - | accounts.email_verified_at
            OWNER_DIFFERS               | 65 | FIRST | alter table tasks owner to other_ROLE; grant all on tasks to ROLE | - | tasks
            OWNER_DIFFERS               | 65 | FIRST | alter table databasechangelog owner to other_ROLE; grant select on databasechangelog to ROLE | - | databasechangelog
            OWNER_DIFFERS               | 65 | FIRST | alter table accounts owner to other_ROLE; grant select, insert, update, delete on accounts to ROLE | - | accounts
            SCHEMA_INCOMPLETE           | 65 | FIRST | drop table tasks | - | tasks
            SCHEMA_INCOMPLETE           | 65 | FIRST | drop index tasks_search | - | tasks_search
            SCHEMA_INCOMPLETE           | 65 | FIRST | alter table accounts rename column name to called | - | accounts.name
            SCHEMA_INCOMPLETE           | 65 | ALL   | drop table sessions | - | sessions
            SCHEMA_INCOMPLETE           | 65 | ALL   | alter table tasks rename column title to heading | - | tasks.title
            SCHEMA_INCOMPLETE           | 65 | ALL   | alter table receipts drop constraint receipts_pkey | - | receipts (owner, write)
            SCHEMA_INCOMPLETE           | 65 | FIRST | alter table accounts drop constraint accounts_pkey cascade | - | accounts (id)
            SCHEMA_INCOMPLETE           | 65 | ALL   | alter function without_case(text) rename to in_small | - | without_case(text)
            PRIVILEGE_ON_TABLES_MISSING | 65 | ALL   | revoke all on function without_case(text) from ROLE, public | - | may not call without_case(text)
            CHANGE_LOG_ELSEWHERE        | 65 | FIRST | create schema mine authorization ROLE; alter role ROLE set search_path = mine, public | - | in the schema public
            CHANGE_LOG_ELSEWHERE        | 65 | FIRST | create schema authorization ROLE | - | in the schema public
            CHANGE_LOG_ELSEWHERE        | 65 | ALL   | create schema "Mine, too" authorization ROLE; alter role ROLE set search_path = nowhere, "Mine, too", public | - | in the schema public
            CHANGE_LOG_ELSEWHERE        | 65 | ALL   | create schema authorization ROLE; create table ROLE.tasks (x text) | - | search path
            CHANGE_LOG_ELSEWHERE        | 65 | FIRST | create schema authorization ROLE; create table ROLE.databasechangelog (like databasechangelog); insert into ROLE.databasechangelog select '1', 'others', filename, now(), 1, 'EXECUTED' from databasechangelog limit 1; alter table ROLE.databasechangelog owner to ROLE | - | in the schema public
            CHANGE_LOG_ELSEWHERE        | 65 | ALL   | drop table databasechangelog; create schema authorization ROLE | - | in the schema public
            -                           | 0  | NONE  | create schema authorization ROLE; create table databasechangelog (id text, author text, filename text, md5sum text); insert into databasechangelog values ('001-accounts', 'others', 'db/changelog/1.sql'); grant select on databasechangelog to ROLE | - | -
            -                           | 0  | NONE  | create schema authorization ROLE; create table databasechangelog (id text); create table tasks (x text) | - | -
            -                           | 0  | NONE  | create schema authorization ROLE; create table databasechangelog (id text); create table databasechangeloglock (locked bool); grant select on databasechangelog to ROLE | - | -
            PRIVILEGE_ON_TABLES_MISSING | 65 | ALL   | alter table databasechangelog owner to other_ROLE | - | databasechangelog
            PRIVILEGE_ON_TABLES_MISSING | 65 | FIRST | alter table databasechangelog owner to other_ROLE; create schema authorization ROLE | - | databasechangelog
            PRIVILEGE_ON_TABLES_MISSING | 65 | FIRST | create schema ROLE authorization ROLE; create schema extensions; grant usage on schema extensions to public; alter extension pg_trgm set schema extensions; alter schema public rename to ours; alter schema ours owner to postgres; revoke usage on schema ours from public; alter role ROLE set search_path = "$user", ours, extensions | - | schema ours
            NAME_TAKEN                  | 65 | FIRST | create table of_others (x text); create index receipts_expired on of_others (x) | - | receipts_expired
            -                           | 65 | ALL   | delete from databasechangelog where id like '009%'; drop index tasks_without_case; create table of_others (x text); create index tasks_without_case on of_others (x) | - | tasks_without_case is an index
            -                           | 0  | ALL   | delete from databasechangelog where id like '009%'; drop index tasks_without_case; create schema other; grant usage on schema other to public; create table other.tasks (x text); create index tasks_without_case on other.tasks (x); update pg_index set indisvalid = false where indexrelid = 'other.tasks_without_case'::regclass; alter role ROLE set search_path = public, other | - | -
            -                           | 0  | NONE  | create schema other; grant usage on schema other to public; create table other.tasks (x text); create index tasks_search on other.tasks (x); alter role ROLE set search_path = public, other | - | -
            -                           | 0  | ALL   | delete from databasechangelog where id like '007%'; create table of_others (x text); create index tasks_search on of_others (x) | - | -
            -                           | 0  | ALL   | delete from databasechangelog where id like '012%'; drop index tasks_without_case | - | -
            -                           | 75 | ALL   | delete from databasechangelog where id like '012%' | select count(*) from tasks | on tasks_without_case
            -                           | 0  | FIRST | create table databasechangeloglock (id int, locked bool) | - | -
            -                           | 0  | FIRST | create table databasechangeloglock (id int, locked bool); alter table databasechangeloglock owner to ROLE | lock table databasechangeloglock in exclusive mode | -
            PRIVILEGE_ON_TABLES_MISSING | 65 | ALL   | alter table tasks owner to other_ROLE | - | may not read and write
            ROWS_HIDDEN                 | 65 | ALL   | alter table tasks enable row level security; alter table tasks force row level security | - | tasks
            SERVER_READ_ONLY            | 65 | NONE  | alter role ROLE set default_transaction_read_only = on | - | -
            SCHEMA_EDITED               | 65 | ALL   | update databasechangelog set md5sum = '9:00000000000000000000000000000000' | - | another form
            LOCKED_BY_OTHERS            | 75 | FIRST | - | lock table accounts in row exclusive mode | on accounts
            LOCKED_BY_OTHERS            | 75 | FIRST | - | lock table tasks in access share mode | on tasks
            LOCKED_BY_OTHERS            | 75 | ALL   | - | lock table databasechangelog in access exclusive mode | on databasechangelog
            MIGRATION_UNDER_WAY         | 75 | FIRST | - | select pg_advisory_lock(LOCK) | its session
            LOGIN_NOT_PERMITTED         | 75 | NONE  | alter role ROLE nologin | - | -
            CONNECTION_LIMIT            | 75 | NONE  | alter role ROLE connection limit 0 | - | -
            """)
    void theDoctorAndMigrateAgree(String code, int exit, String applied, String sql, String meanwhile, String words)
            throws Exception {
        create("template foreseen_" + applied.toLowerCase());
        try (var other = server.superuser(name)) {
            Sql.run(other, "reassign owned by foreseen_owner to " + name);
            if (sql != null) {
                Sql.run(other, filledIn(sql));
            }
            other.setAutoCommit(false);
            if (meanwhile != null) {
                Sql.run(other, filledIn(meanwhile));
            }
            compare(code, exit, words);
        }
    }

    /** An encoding that does not hold every text keeps everybody out. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                | 0  | encoding 'UTF8'          locale_provider libc locale 'C.UTF-8'
            ENCODING_UNFIT   | 65 | encoding 'LATIN1'        locale_provider libc locale 'C'
            -                | 0  | encoding 'SQL_ASCII'     locale_provider libc locale 'C'
            ENCODING_UNFIT   | 65 | encoding 'MULE_INTERNAL' locale_provider libc locale 'C'
            -                | 0  | encoding 'UTF8'          locale_provider libc locale 'C'
            -                | 0  | encoding 'UTF8'          locale_provider icu icu_locale 'tr-TR' locale 'C'
            """)
    void soTheyDoAboutAnEncoding(String code, int exit, String options) throws Exception {
        create(options + " template template0");
        compare(code, exit, null);
    }

    private void create(String options) throws SQLException {
        Sql.run(superuser, "create role %1$s login password 'secret'; create role other_%1$s".formatted(name));
        Sql.run(superuser, "create database %1$s owner %1$s %2$s".formatted(name, options));
    }

    private static String url(String role, String database) {
        return TestDatabase.running().url().replaceFirst("//[^@]*@", "//" + role + ":secret@").replace("/neondb?",
                "/" + database + "?");
    }

    private void compare(String code, int exit, String words) throws InterruptedException {
        var environment = Environment
                .of(variable -> Optional.ofNullable(Map.of("DATABASE_URL", url(name, name)).get(variable)));
        var report = new Doctor(environment, Clock.systemUTC(), 1, false).examine();
        var err = new ByteArrayOutputStream();
        var exited = new Migrate(Duration.ofSeconds(1), new PrintStream(err)).migrate(DatabaseSettings.of(environment));
        assertThat(exited).as(err + report.text()).isEqualTo(exit);
        assertThat(report.finding()).as(err + report.text()).isEqualTo(Optional.ofNullable(code));
        if (words != null) {
            assertThat(report.text()).contains(words);
            assertThat(err.toString().lines()).singleElement().asString().contains(words);
        }
    }

    private String filledIn(String sql) {
        return sql.replace("ROLE", name).replace("FOLDER", extensions.toString()).replace("LOCK",
                "x'6e656f6e7461736b'::bit(64)::bigint");
    }
}
