package dev.neontasks.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.LogLines;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.failure.FailureClassifier;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.schema.changelog.ChangeLog;

/** A schema that was ready changes under the service. The role of each test is its own, as its settings are. */
@Timeout(60)
@Tag("parts")
class SchemaAgainTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final EmbeddedDatabase server = TestDatabase.running();
    final LogLines log = new LogLines("dev.neontasks.database");
    final String name = "again_" + NUMBER.incrementAndGet();
    String url;
    Connection superuser;
    Migrating migrating;
    CompletableFuture<Void> looking;

    @BeforeEach
    void migrate() throws Exception {
        url = server.createDatabase(name).replaceFirst("//[^@]*@", "//" + name + ":secret@");
        superuser = server.superuser(name);
        Sql.run(superuser, "create role %1$s login password 'secret'; create role somebody_%1$s;"
                .formatted(name)
                + " grant create on database %1$s to %1$s; grant all on schema public to %1$s".formatted(name));
        migrating = Migrating.to(url);
        migrating.run(ChangeLog.FILE);
    }

    @AfterEach
    void forget() throws Exception {
        log.close();
        superuser.close();
        Sql.run(server, "postgres", "drop database %1$s with (force); drop role %1$s; drop role somebody_%1$s"
                .formatted(name).replace("; ", ";"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TABLE_MISSING     | tasks          | alter table tasks rename to tasks_old               | alter table tasks_old rename to tasks
            COLUMN_MISSING    | tasks.title    | alter table tasks rename column title to heading    | alter table tasks rename column heading to title
            COLUMN_MISSING    | receipts.write | alter table receipts rename column write to written | alter table receipts rename column written to write
            KEY_MISSING       | receipts (owner, write) | alter table receipts drop constraint receipts_pkey | alter table receipts add primary key (owner, write)
            KEY_MISSING       | accounts (email) | drop index accounts_email | create unique index on accounts (email)
            PRIVILEGE_MISSING | tasks          | alter table tasks owner to somebody_ROLE            | alter table tasks owner to ROLE
            PRIVILEGE_MISSING | sessions       | revoke all on sessions from ROLE                    | grant all on sessions to ROLE
            FUNCTION_MISSING  | without_case(text) | alter function without_case(text) rename to in_small | alter function in_small(text) rename to without_case
            FUNCTION_MISSING  | without_case_beyond_ascii(text) | alter function without_case_beyond_ascii(text) rename to x | alter function x(text) rename to without_case_beyond_ascii
            PRIVILEGE_MISSING | without_case(text) | revoke all on function without_case(text) from ROLE, public | grant execute on function without_case(text) to public
            PRIVILEGE_MISSING | receipts       | revoke delete on receipts from ROLE                 | grant delete on receipts to ROLE
            PRIVILEGE_MISSING | account_links, accounts, deleted_accounts, receipts, sessions, tasks, without_case(text), without_case_beyond_ascii(text) | revoke all on schema public from ROLE, public | grant all on schema public to ROLE
            OFF_SEARCH_PATH   | account_links, accounts, deleted_accounts, receipts, sessions, tasks, without_case(text), without_case_beyond_ascii(text) | create schema other authorization ROLE; alter role ROLE set search_path = other | alter role ROLE reset search_path
            OFF_SEARCH_PATH   | without_case(text) | create schema ROLE authorization ROLE; create function ROLE.without_case(text) returns text language sql as $$select $1$$ | drop schema ROLE cascade
            OFF_SEARCH_PATH   | tasks          | create schema ROLE authorization ROLE; create table ROLE.tasks (x text) | drop schema ROLE cascade
            ROWS_HIDDEN       | tasks          | alter table tasks enable row level security; alter table tasks force row level security | alter table tasks disable row level security
            ROWS_HIDDEN       | tasks          | alter table tasks enable row level security; alter table tasks force row level security; create policy all_of_them on tasks using (true); create policy done on tasks as restrictive for select using (completed) | drop policy done on tasks
            """)
    void eachFaultIsToldAndSeenToBeMended(FailureKind kind, String what, String breaking, String mending) throws Exception {
        Sql.run(superuser, breaking.replace("ROLE", name));
        look();
        await().until(() -> migrating.schema.fault().isPresent());
        assertThat(migrating.schema.fault()).hasValue(kind);
        assertThat(migrating.schema.isReady()).isFalse();
        assertThat(migrating.schema.version()).isEmpty();
        assertThat(migrating.schema.reached()).hasValue(Migrating.NEWEST);
        assertThat(migrating.evidence.state()).as("of the connection").isEqualTo(DatabaseState.UP);
        assertThat(log.with("Schema not as needed")).containsExactly(
                "Schema not as needed: %s (%s)".formatted(kind.text(), what));

        Sql.run(superuser, mending.replace("ROLE", name));
        migrating.schema.want();
        looking.join();
        assertThat(migrating.schema.version()).hasValue(Migrating.NEWEST);
        assertThat(log.with("Schema as needed again after")).hasSize(1);
        assertThat(log.with("begins")).as("nothing was made beside what was there").hasSize(Migrating.CHANGE_SETS.size());
    }

    @Test
    void aSchemaThatIsMadeAnewIsMigratedAnew() throws Exception {
        Sql.run(superuser, "drop schema public cascade; create schema public; grant all on schema public to " + name);
        look();
        looking.join();
        assertThat(log.with("Schema not as needed")).singleElement().asString().contains(FailureKind.TABLE_MISSING.text());
        assertThat(migrating.schema.version()).hasValue(Migrating.NEWEST);
        assertThat(log.with("begins")).as("the online ones are left")
                .hasSize(Migrating.CHANGE_SETS.size() + Migrating.WAITED_FOR.size());
    }

    @Test
    void oneThatItMayNotMigrateWaitsForWhoMay() throws Exception {
        Sql.run(superuser, "drop schema public cascade; create schema public");
        look();
        await().until(() -> migrating.schema.fault().equals(Optional.of(FailureKind.PRIVILEGE_MISSING)));
        Sql.run(superuser, "grant all on schema public to " + name);
        migrating.schema.want();
        looking.join();
        assertThat(migrating.schema.version()).hasValue(Migrating.NEWEST);
    }

    @Test
    void oneThatCannotBeMigratedEndsNothing() throws Exception {
        Sql.run(superuser, "alter table databasechangelog rename to log_of_changes");
        look();
        await().until(() -> migrating.schema.fault().equals(Optional.of(FailureKind.NOT_MIGRATABLE)));
        assertThat(log.with(FailureKind.NOT_MIGRATABLE.text())).singleElement().asString().contains("already exists");
        Sql.run(superuser, "drop table databasechangelog; alter table log_of_changes rename to databasechangelog");
        migrating.schema.want();
        looking.join();
    }

    @Test
    void anEmptySchemaBeforeItsOwnIsNoFault() throws Exception {
        Sql.run(superuser, "create schema %1$s authorization %1$s".formatted(name));
        look();
        looking.join();
        assertThat(log.with("Schema not as needed")).isEmpty();
        assertThat(migrating.schema.version()).hasValue(Migrating.NEWEST);
    }

    /** Somebody else migrates, and has another search path perhaps. */
    @Test
    void whoWaitsIsToldThatTheTablesAreElsewhere() throws Exception {
        Sql.run(superuser, "create schema %1$s authorization %1$s; delete from databasechangelog where id like '008%%'"
                .formatted(name));
        var waiting = Migrating.to(url, "DATABASE_MIGRATE_AT_START", "false");
        looking = CompletableFuture.runAsync(() -> {
            try {
                waiting.untilReady(ChangeLog.FILE);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> waiting.schema.fault().equals(Optional.of(FailureKind.OFF_SEARCH_PATH)));
        assertThat(log.with("Schema not as needed")).singleElement().asString().contains("in the schema public");
        Sql.run(superuser, "drop schema " + name);
        waiting.schema.want();
        await().until(() -> waiting.schema.fault().equals(Optional.of(FailureKind.SCHEMA_NOT_READY)));
        Migrating.to(url).run(ChangeLog.FILE);
        waiting.schema.want();
        looking.join();
        assertThat(waiting.schema.version()).hasValue(Migrating.NEWEST);
    }

    @Test
    void aFunctionOfItsOwnInAnotherSchemaOfTheSearchPathIsNoFault() throws Exception {
        Sql.run(superuser, "create schema other; grant usage on schema other to public; alter function without_case(text)"
                + " set schema other; alter role %s set search_path = public, other".formatted(name));
        look();
        looking.join();
        assertThat(log.with("Schema not as needed")).isEmpty();
    }

    @Test
    void aPolicyThatLetsAllRowsThroughIsNoFault() throws Exception {
        Sql.run(superuser, "alter table tasks enable row level security; alter table tasks force row level security;"
                + " create policy all_of_them on tasks using (true); create policy none_the_less on tasks as restrictive"
                + " using (true); create policy of_others on tasks as restrictive to somebody_%s using (false)"
                        .formatted(name));
        look();
        looking.join();
        assertThat(log.with("Schema not as needed")).isEmpty();
    }

    @Test
    void aStatementThatFailsForItselfIsNoFaultOfTheSchema() throws Exception {
        try (var connection = migrating.connector.unpooled()) {
            Sql.run(connection, "select no_such_column from tasks");
        } catch (SQLException e) {
            assertThat(FailureClassifier.of(e)).hasValue(FailureKind.COLUMN_MISSING);
            migrating.schema.doubt(e, Instant.now());
        }
        migrating.schema.awaitDoubt();
        look();
        looking.join();
        assertThat(migrating.schema.isReady()).isTrue();
        assertThat(log.with("A statement failed as if")).hasSize(1);
        assertThat(log.with("Schema not as needed")).isEmpty();
    }

    private void look() {
        looking = CompletableFuture.runAsync(() -> {
            try {
                migrating.runAgain();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
