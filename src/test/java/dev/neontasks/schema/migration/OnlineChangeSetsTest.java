package dev.neontasks.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.neontasks.LogLines;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.forecast.SchemaComparison;

/** Change sets that are applied beside the service's work, on a small table; a transaction elsewhere makes them take long. */
@Timeout(60)
@Tag("parts")
class OnlineChangeSetsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String ONLINE = "db/online-changelog.sql";
    private static final String BEFORE = "db/before-online.yaml";
    private static final String SEARCH = "db/until-the-search.yaml";
    private static final String BUILD_004 = "create index concurrently tasks_search_of_owner_online on tasks (owner)";

    final EmbeddedDatabase server = TestDatabase.running();
    final LogLines log = new LogLines("dev.neontasks.database");
    final String name = "online_sets_" + NUMBER.incrementAndGet();
    String url;
    Connection superuser;
    Connection other;

    @BeforeEach
    void createDatabase() throws Exception {
        url = server.createDatabase(name);
        superuser = server.superuser(name);
        other = server.superuser(name);
    }

    @AfterEach
    void forget() throws SQLException {
        log.close();
        superuser.close();
        other.close();
        Sql.run(server, "postgres", "drop database " + name + " with (force)");
    }

    @Test
    void nobodyWaitsForOneThatWaitsForATransactionElsewhere() throws Exception {
        beginSomethingElsewhere();
        var migrating = Migrating.to(url);
        var told = new AtomicInteger();
        migrating.ongoing.onProgress(told::incrementAndGet);
        migrating.untilReady(ONLINE);
        assertThat(migrating.schema.version()).hasValue("others");
        assertThat(applied()).isEqualTo("things others");

        var done = inBackground(() -> migrating.untilDone(ONLINE));
        await().until(() -> log.with("waiting for session").stream()
                .anyMatch(line -> line.matches("Online change set 1 of 1 is running for \\d+ s: things-name, waiting for old"
                        + " snapshots, 100 %, waiting for session \\d+")));
        Sql.run(superuser, "set lock_timeout = '500ms'; insert into things values (0, 'written meanwhile')");
        assertThat(migrating.ongoing.progress().orElseThrow().running()).hasValue("things-name");
        var before = told.get();
        await().during(Duration.ofSeconds(3)).until(() -> !done.isDone());
        assertThat(told.get()).as("the database is awake for it all the time").isGreaterThan(before);
        other.rollback();
        done.join();
        assertThat(applied()).isEqualTo("things others things-name");
        assertThat(invalid()).isEqualTo("0");
        assertThat(migrating.ongoing.progress()).isEmpty();
    }

    @Test
    void whatABrokenTryHasLeftIsBuiltAnew() throws Exception {
        Migrating.to(url).untilReady(ONLINE);
        leaveInvalid("create index concurrently things_name on things (name)");
        Migrating.to(url).run(ONLINE);
        assertThat(log.with("Dropping what was left")).hasSize(1);
        assertThat(invalid()).isEqualTo("0");
        assertThat(applied()).isEqualTo("things others things-name");
    }

    /** Killed after the build, and before the note. */
    @Test
    void whatIsBuiltIsNotBuiltAgain() throws Exception {
        Migrating.to(url).run(ONLINE);
        Sql.run(superuser, "delete from databasechangelog where id = 'things-name'");
        var index = Sql.ask(superuser, "select 'things_name'::regclass::oid");
        Migrating.to(url).run(ONLINE);
        assertThat(Sql.ask(superuser, "select 'things_name'::regclass::oid")).isEqualTo(index);
        assertThat(applied()).isEqualTo("things others things-name");
    }

    @Test
    void aSessionThatIsEndedInTheMiddleIsNoHarm() throws Exception {
        beginSomethingElsewhere();
        var migrating = Migrating.to(url);
        migrating.untilReady(ONLINE);
        var done = inBackground(() -> migrating.untilDone(ONLINE));
        await().until(() -> invalid().equals("1"));
        Sql.ask(superuser, "select pg_terminate_backend(pid) from pg_stat_activity where query like '%things_name%'"
                + " and pid <> pg_backend_pid() and datname = current_database()");
        await().until(() -> log.with("Dropping what was left").size() == 1);
        other.rollback();
        done.join();
        assertThat(invalid()).isEqualTo("0");
        assertThat(log.with("done in")).filteredOn(line -> line.startsWith("Online")).hasSize(1);
    }

    @Test
    void oneOfManyBuildsIt() throws Exception {
        beginSomethingElsewhere();
        Migrating.to(url).untilReady(ONLINE);
        var all = Stream.generate(() -> Migrating.to(url)).limit(5)
                .map(migrating -> inBackground(() -> migrating.untilDone(ONLINE))).toList();
        await().until(() -> log.with("Waiting for another replica").size() >= 4);
        other.rollback();
        all.forEach(CompletableFuture::join);
        assertThat(log.with("Online change set 1 of 1 begins")).hasSize(1);
        assertThat(invalid()).isEqualTo("0");
    }

    @Test
    void noOneMissesThem() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        Sql.run(superuser, "delete from databasechangelog where id = '007-remains-of-the-search'");
        var waiting = Migrating.to(url, "DATABASE_MIGRATE_AT_START", "false");
        waiting.untilReady(ChangeLog.FILE);
        assertThat(waiting.schema.version()).hasValue(Migrating.NEWEST);
        try (var direct = waiting.connector.unpooled()) {
            var found = SchemaComparison.of(direct);
            assertThat(found.missing()).isEmpty();
            assertThat(found.online()).containsExactly("007-remains-of-the-search");
        }
    }

    @Test
    void theFormOf004MakesAndNotesWhat004Does() throws Exception {
        Migrating.to(url).run(BEFORE);
        var made = indexes();
        var noted = noted();
        var old = name + "_old";
        var many = Migrating.to(ManyTasks.in(server, old, 100));
        many.untilReady(SEARCH);
        assertThat(log.with("004")).as("so far").filteredOn(line -> line.startsWith("Online")).isEmpty();
        many.untilDone(SEARCH);
        try (var connection = server.superuser(old)) {
            assertThat(Sql.ask(connection, INDEXES)).isEqualTo(made);
            assertThat(Sql.ask(connection, NOTED)).isEqualTo(noted);
        }
        Migrating.to(url.replace(name, old)).run(BEFORE);
        assertThat(log.with("Online change set")).filteredOn(line -> line.contains("begins")).containsExactly(
                "Online change set 1 of 2 begins: 004-search-of-one-owner",
                "Online change set 2 of 2 begins: 007-remains-of-the-search");
        Sql.run(server, "postgres", "drop database " + old + " with (force)");
    }

    @Test
    void whoGoesBackInTheMiddleOf004FindsItsNamesFree() throws Exception {
        Sql.run(server, "postgres", "drop database " + name + " with (force)");
        url = ManyTasks.in(server, name, 100);
        superuser = server.superuser(name);
        other = server.superuser(name);
        leaveInvalid(BUILD_004);
        Migrating.to(url).run(BEFORE);
        assertThat(invalid()).isEqualTo("1");
        Migrating.to(url).run(ChangeLog.FILE);
        assertThat(invalid()).isEqualTo("0");
        assertThat(Sql.ask(superuser, "select to_regclass('tasks_search_of_owner_online')")).isNull();
    }

    /** They belong to the same role, are in sight, and one is just being built. */
    @Test
    void indexesOfOthersWithTheSameNamesAreLeftAlone() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        Sql.run(superuser, "delete from databasechangelog where id like '007%' or id like '009%';"
                + " drop index tasks_without_case; set role neondb_owner; create table of_others (x text);"
                + " create index tasks_search on of_others (x); create schema others; create table others.tasks (x text);"
                + " create index tasks_search_of_owner on others.tasks (x); create index tasks_without_case on others.tasks (x);"
                + " reset role; update pg_index set indisvalid = false"
                + " where indexrelid = 'others.tasks_without_case'::regclass;"
                + " alter database %s set search_path = public, others".formatted(name));
        var theirs = "select string_agg(indexrelid::text, ' ' order by indexrelid) from pg_index"
                + " where indrelid in ('of_others'::regclass, 'others.tasks'::regclass)";
        var before = Sql.ask(superuser, theirs);
        Migrating.to(url).run(ChangeLog.FILE);
        assertThat(Sql.ask(superuser, theirs)).isEqualTo(before);
        assertThat(searches()).isEqualTo("tasks_without_case");
    }

    /** A search finds with the one or the other, or without, and each costs every write. */
    @Test
    void theIndexWithoutCaseTakesTheOthersPlace() throws Exception {
        Migrating.to(url).run(SEARCH);
        var migrating = Migrating.to(url);
        migrating.untilReady(ChangeLog.FILE);
        assertThat(searches()).isEqualTo("tasks_search_of_owner");
        migrating.untilDone(ChangeLog.FILE);
        assertThat(searches()).isEqualTo("tasks_without_case");
        assertThat(invalid()).isEqualTo("0");
    }

    private String searches() throws SQLException {
        return Sql.ask(superuser, "select string_agg(relname, ' ') from pg_class where relkind = 'i' and relam ="
                + " (select oid from pg_am where amname = 'gin') and relnamespace = 'public'::regnamespace");
    }

    private static final String INDEXES = "select string_agg(pg_get_indexdef(indexrelid) || indisvalid, ' ' order by indexrelid::regclass::text)"
            + " from pg_index where indrelid = 'tasks'::regclass";
    private static final String NOTED = "select concat_ws(' ', id, author, filename, md5sum, exectype) from databasechangelog"
            + " where id like '004%'";

    private String indexes() throws SQLException {
        return Sql.ask(superuser, INDEXES);
    }

    private String noted() throws SQLException {
        return Sql.ask(superuser, NOTED);
    }

    /** A transaction that sees the database as it was when it began. */
    private void beginSomethingElsewhere() throws SQLException {
        Sql.run(superuser, "create table if not exists elsewhere (id int)");
        other.setAutoCommit(false);
        other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Sql.run(other, "insert into elsewhere values (1)");
    }

    /** As who is killed, or waits for a lock as for any other. */
    private void leaveInvalid(String build) throws SQLException {
        beginSomethingElsewhere();
        try (var builder = server.superuser(name)) {
            Sql.run(builder, "set role neondb_owner");
            Sql.run(builder, "set lock_timeout = '2s'");
            assertThatThrownBy(() -> Sql.run(builder, build)).isInstanceOf(SQLException.class);
        }
        other.rollback();
        assertThat(invalid()).isEqualTo("1");
    }

    private String invalid() throws SQLException {
        return Sql.ask(superuser, "select count(*) from pg_index where not indisvalid");
    }

    private String applied() throws SQLException {
        return Sql.ask(superuser, "select string_agg(id, ' ' order by orderexecuted) from databasechangelog");
    }

    private interface Work {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
