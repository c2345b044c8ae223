package dev.neontasks.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.neontasks.Sql;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.failure.DatabaseUnavailable;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.environment.Environment;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.lock.MigrationLock;
import dev.neontasks.schema.lock.Patience;

@Timeout(60)
@Tag("parts")
class MigratorTest extends OwnDatabase {

    @Test
    void appliesEachChangeSetOnce() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        var again = Migrating.to(url);
        again.run(ChangeLog.FILE);
        assertThat(again.schema.version()).hasValue(Migrating.NEWEST);
        assertThat(log.with("begins")).containsExactlyElementsOf(
                Stream.concat(lines("Change set", Migrating.WAITED_FOR), lines("Online change set", Migrating.ONLINE))
                        .toList());
        assertThat(applied()).isEqualTo(String.join(" ", Migrating.CHANGE_SETS));
    }

    private static Stream<String> lines(String title, List<String> ids) {
        return IntStream.range(0, ids.size())
                .mapToObj(index -> "%s %d of %d begins: %s".formatted(title, index + 1, ids.size(), ids.get(index)));
    }

    @Test
    void whoOnlyWaitsReadsAndMakesNothing() throws Exception {
        Sql.run(superuser, "create role reader login password 'secret'");
        var readers = url.replaceFirst("//[^@]*@", "//reader:secret@");
        var waiting = Migrating.to(readers, "DATABASE_MIGRATE_AT_START", "false");
        var done = CompletableFuture.runAsync(() -> run(waiting, ChangeLog.FILE));
        await().until(() -> waiting.evidence.state() == DatabaseState.UP);
        await().during(Duration.ofSeconds(1)).until(() -> !waiting.schema.isReady() && !done.isDone());
        assertThat(Sql.ask(superuser, "select count(*) from pg_class where relname like 'databasechangelog%'")).isEqualTo("0");

        Sql.run(superuser, "alter default privileges for role neondb_owner grant all on tables to reader");
        Migrating.to(url).run(ChangeLog.FILE);
        await().until(waiting.schema::isReady);
        Sql.run(superuser, "drop owned by reader; drop role reader");
    }

    @Test
    void isContentWithANewerSchema() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        Sql.run(superuser,
                "insert into databasechangelog select '900-later', author, 'db/changelog/900-later.sql', dateexecuted,"
                        + " orderexecuted + 1, exectype, '9:0', description, comments, tag, liquibase, contexts, labels,"
                        + " deployment_id from databasechangelog where id = '001-tasks'");
        var older = Migrating.to(url);
        older.run(ChangeLog.FILE);
        assertThat(older.schema.version()).hasValue(Migrating.NEWEST);
        assertThat(log.with("newer than this version")).singleElement().asString().contains("does not know 1 of");
        assertThat(applied()).contains("900-later");
    }

    /** Made there, the tables would hide those with everybody's data. */
    @Test
    void makesNothingInASchemaBeforeItsOwn() throws Exception {
        Migrating.to(url).run(Migrating.FIRST);
        Sql.run(superuser, "create schema authorization neondb_owner");
        assertThatThrownBy(() -> Migrating.to(url).run(ChangeLog.FILE)).hasMessage(
                "the service's change log is in the schema public, and tables would be made in the schema neondb_owner,"
                        + " which stands before it on the search path");
        assertThat(Sql.ask(superuser, "select count(*) from pg_class where relnamespace = 'neondb_owner'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void refusesAChangeSetThatWasEdited() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        Sql.run(superuser, "update databasechangelog set md5sum = '9:0123456789abcdef0123456789abcdef' where id = '001-tasks'");
        assertThatThrownBy(() -> Migrating.to(url).run(ChangeLog.FILE))
                .hasMessage("change set 001-tasks was applied in another form");
    }

    @Test
    void neverSamplesReceipts() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        Sql.run(superuser, "insert into receipts (owner, write, outcome, revision, expires_at, title)"
                + " select n % 9, gen_random_uuid(), 201, gen_random_uuid(), now(), n from generate_series(1, 1000) n;"
                + " analyze receipts");
        assertThat(Sql.ask(superuser, "select count(*) from pg_stats where tablename = 'receipts'")).isEqualTo("0");
        assertThat(Sql.ask(superuser, "select reltuples from pg_class where relname = 'receipts'")).isEqualTo("1000");
    }

    @Test
    void endsWithADatabaseThatTakesNoWrites() throws Exception {
        Sql.run(superuser, "alter database " + name + " set default_transaction_read_only = on");
        assertThatThrownBy(() -> Migrating.to(url).run(ChangeLog.FILE)).rootCause()
                .hasMessageContaining("read-only transaction");
    }

    @Test
    void usesATableOfAnOlderLiquibaseWhoseLockIsSet() throws Exception {
        Sql.run(superuser, "set role neondb_owner; set search_path to public;"
                + " create table databasechangeloglock (id int not null, locked boolean not null,"
                + " lockgranted timestamp with time zone, lockedby varchar(255), primary key (id));"
                + " insert into databasechangeloglock values (1, true, now() - interval '1 day', 'pod-7f (10.1.2.3)');"
                + " create table databasechangelog (id varchar(63) not null, author varchar(63) not null,"
                + " filename varchar(200) not null, dateexecuted timestamp with time zone not null, orderexecuted int not null,"
                + " exectype varchar(10) not null, md5sum varchar(35), description varchar(255), comments varchar(255),"
                + " tag varchar(255), liquibase varchar(20))");
        Migrating.to(url).run(ChangeLog.FILE);
        assertThat(applied()).isEqualTo(String.join(" ", Migrating.CHANGE_SETS));
        assertThat(Sql.ask(superuser, "select locked from databasechangeloglock")).as("may be another's").isEqualTo("t");
    }

    @Test
    void saysHowFarALongOneIs() throws Exception {
        Migrating.to(url).run(Migrating.SLOW);
        assertThat(log.with("Change set")).first().isEqualTo("Change set 1 of 3 begins: first");
        assertThat(log.with("Change set 2 of 3 is running for ")).hasSizeBetween(2, 6)
                .allMatch(line -> line.endsWith(" s: slow"));
        assertThat(log.with("Change set 2 of 3 done in 3.")).hasSize(1);
        assertThat(log.with("")).noneMatch(line -> line.contains("neondb_owner") || line.contains("localhost")
                || line.contains("pg_sleep"));
    }

    @Test
    void outlivesItsConnection() throws Exception {
        var migrating = Migrating.to(url);
        var done = CompletableFuture.runAsync(() -> run(migrating, Migrating.SLOW));
        await().until(() -> log.with("2 of 3 begins").size() == 1);
        Sql.ask(superuser,
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'neondb_owner' and datname = '"
                        + name + "'");
        await().until(() -> log.with("Database lost").size() == 1);
        done.join();
        assertThat(applied()).isEqualTo("first slow last");
        assertThat(migrating.evidence.state()).isEqualTo(DatabaseState.UP);
    }

    @Test
    void waitsForALockNoLongerThanOthersMayQueueBehindItAndTriesAgain() throws Exception {
        leaveTheReceiptsOutAndWriteAccounts();
        var done = CompletableFuture.runAsync(() -> run(Migrating.to(url), ChangeLog.FILE));
        await().until(() -> log.with("tried again in 1 s: others were changing the same").size() == 1);
        await().during(Duration.ofSeconds(1)).until(() -> log.with("of 2 begins: 005-receipts").size() == 1);
        superuser.rollback();
        superuser.setAutoCommit(true);
        done.join();
        assertThat(applied().split(" ")).containsExactlyInAnyOrderElementsOf(Migrating.CHANGE_SETS);
    }

    /** Else each of many would keep others from their work in turn. */
    @Test
    void nobodyElseMigratesWhileOneWaitsForOthers() throws Exception {
        leaveTheReceiptsOutAndWriteAccounts();
        var one = CompletableFuture.runAsync(() -> run(Migrating.to(url), ChangeLog.FILE));
        var other = CompletableFuture.runAsync(() -> run(Migrating.to(url), ChangeLog.FILE));
        await().until(() -> log.with("tried again in 1 s").size() == 1);
        var holder = holderOfTheLock();
        await().atMost(Duration.ofSeconds(40)).until(() -> log.with("tried again in 1 s").size() >= 2);
        assertThat(holderOfTheLock()).isEqualTo(holder).isNotEmpty();
        superuser.rollback();
        superuser.setAutoCommit(true);
        one.join();
        other.join();
        assertThat(applied().split(" ")).containsExactlyInAnyOrderElementsOf(Migrating.CHANGE_SETS);
        assertThat(log.with("Change set 3 of 2")).as("each try is the same one").isEmpty();
    }

    private String holderOfTheLock() throws SQLException {
        return Sql.ask(superuser, "select string_agg(pid::text, ' ') from pg_locks where locktype = 'advisory' and granted"
                + " and database = (select oid from pg_database where datname = current_database())");
    }

    @Test
    void asACommandGivesUpOnALockThatNeverComesFree() throws Exception {
        leaveTheReceiptsOutAndWriteAccounts();
        var settings = DatabaseSettings.of(Environment.of(name -> Optional.ofNullable(Map.of("DATABASE_URL", url).get(name))));
        assertThatThrownBy(() -> SchemaUpdate.run(settings, Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(DatabaseUnavailable.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CONTENDED));
        superuser.rollback();
        superuser.setAutoCommit(true);
    }

    /** It would put a trigger there, for which nobody may be writing. */
    private void leaveTheReceiptsOutAndWriteAccounts() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        Sql.run(superuser, "delete from databasechangelog where id like '%receipts%';"
                + " drop trigger receipts_of_account on accounts; drop table receipts");
        superuser.setAutoCommit(false);
        Sql.run(superuser, "lock table accounts in row exclusive mode");
    }

    @Test
    void waitsForAHungReplicaNoLongerThanItsLease() throws Exception {
        var begun = System.nanoTime();
        try (var hung = Migrating.to(url).connector.unpooled()) {
            MigrationLock.await(hung, Duration.ofSeconds(3), Duration.ofSeconds(1), Patience.endless());
            var migrating = Migrating.to(url);
            var done = CompletableFuture.runAsync(() -> run(migrating, ChangeLog.FILE));
            await().until(() -> log.with("Waiting for another replica").size() >= 3);
            assertThat(migrating.schema.isReady()).isFalse();
            done.join();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
            assertThat(log.with("Waiting for another replica")).allMatch(line -> line
                    .matches(".*, for \\d s now: its session \\d+ is \\d s old, and idle for \\d s"));
        }
    }

    @Test
    void aReplicaThatDiedDuringALongStatementHoldsTheLockForSeconds() throws Exception {
        var dead = Migrating.to(url).connector.unpooled();
        MigrationLock.await(dead, MigrationLock.LEASE, Duration.ofSeconds(1), Patience.endless());
        CompletableFuture.runAsync(() -> {
            try (var statement = dead.createStatement()) {
                statement.execute("select pg_sleep(60), 'long'");
            } catch (SQLException e) {
                // It dies, as it should.
            }
        });
        await().until(() -> Sql
                .ask(superuser, "select count(*) from pg_stat_activity where state = 'active' and query like '%60), ''long'''")
                .equals("1"));
        dead.abort(Runnable::run);
        var begun = System.nanoTime();
        try (var living = Migrating.to(url).connector.unpooled()) {
            MigrationLock.await(living, MigrationLock.LEASE, Duration.ofSeconds(1), Patience.endless());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    private String applied() throws SQLException {
        return Sql.ask(superuser, "select string_agg(id, ' ' order by orderexecuted) from databasechangelog");
    }

    private static void run(Migrating migrating, String changeLog) {
        try {
            migrating.run(changeLog);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
