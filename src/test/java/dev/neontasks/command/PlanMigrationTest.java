package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.environment.Environment;
import dev.neontasks.schema.migration.Migrating;

@Tag("parts")
class PlanMigrationTest {

    /** What is pending after {@link Migrating#FIRST}. */
    private static final List<String> AFTER_FIRST = Migrating.CHANGE_SETS
            .subList(Migrating.CHANGE_SETS.indexOf("004-search-of-one-owner"), Migrating.CHANGE_SETS.size());
    /** If there are tasks. */
    private static final List<String> BESIDE_TASKS = List.of("005-receipts", "006-receipts-statistics",
            "008-search-without-case", "010-accounts-and-sessions", "011-account-links", "004-search-of-one-owner",
            "007-remains-of-the-search", "009-index-without-case", "012-search-index-in-batches", "013-tasks-by-day");

    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** Each row of these has the transaction that wrote it. */
    private static final String WRITTEN = "select md5(string_agg(written, ' ' order by written)) from ("
            + "select xmin::text || relname from pg_class union all select xmin::text || attname from pg_attribute"
            + " union all select xmin::text || proname from pg_proc union all select xmin::text || extname from pg_extension) w (written)";

    private final EmbeddedDatabase server = TestDatabase.running();
    private final String name = "planned_" + NUMBER.incrementAndGet();
    private String url;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void createDatabase() throws SQLException {
        url = server.createDatabase(name);
    }

    @AfterEach
    void forget() throws SQLException {
        Sql.run(server, "postgres", "drop database " + name + " with (force)");
    }

    @Test
    void ofAnEmptyDatabaseIsEverythingAndNobodyWaits() throws Exception {
        var before = Sql.ask(server, name, WRITTEN);
        var plan = plan(0);
        assertThat(plan.getList("pending.id")).isEqualTo(Migrating.CHANGE_SETS);
        assertThat(plan.getList("pending.locks.flatten()")).isEmpty();
        assertThat(plan.getString("newest")).isEqualTo(Migrating.NEWEST);
        assertThat(plan.getDouble("seconds")).isZero();
        assertThat(plan.getString("fault")).isNull();
        assertThat(Sql.ask(server, name, WRITTEN)).as("what is written in the catalogue").isEqualTo(before);
    }

    @Test
    void saysWhoWaitsAndMigrateThenDoesWhatItSaid() throws Exception {
        Migrating.to(url).run(Migrating.FIRST);
        Sql.run(server, name, "insert into accounts (id, created_at) select 'a' || n, now() from generate_series(1, 100) n;"
                + " insert into tasks select 'a1', gen_random_uuid(), repeat('title ', 10), null, false, null, now(), now(),"
                + " gen_random_uuid() from generate_series(1, 20000); analyze accounts, tasks");
        var before = Sql.ask(server, name, WRITTEN);
        var plan = plan(0);
        assertThat(plan.getList("pending.id")).isEqualTo(BESIDE_TASKS);
        assertThat(plan.getList("pending.online")).containsExactly(false, false, false, false, false, true, true, true, true,
                true);
        assertThat(plan.getString("newest")).isEqualTo(Migrating.NEWEST);
        assertThat(plan.getString("pending[0].locks[0].table")).isEqualTo("accounts");
        assertThat(plan.getString("pending[0].locks[0].mode")).isEqualTo("SHARE ROW EXCLUSIVE");
        assertThat(plan.getString("pending[0].locks[0].holdsUp")).isEqualTo("writes");
        assertThat(plan.getInt("pending[0].locks[0].rows")).isEqualTo(100);
        for (var online : new String[] { "pending[5]", "pending[6]", "pending[7]", "pending[9]" }) {
            assertThat(plan.getList(online + ".locks.mode")).as(online).containsExactly("SHARE UPDATE EXCLUSIVE");
            assertThat(plan.getList(online + ".locks.holdsUp")).containsExactly("nothing");
            assertThat(plan.getList(online + ".locks.rows")).containsExactly(20_000);
        }
        assertThat(plan.getDouble("pending[5].seconds")).isBetween(0.5, 20.0);
        assertThat(plan.getLong("pending[5].locks[0].bytes")).isGreaterThan(1_000_000);
        assertThat(plan.getString("basis")).contains("MB/s");
        assertThat(text(0)).contains(BESIDE_TASKS.size() + " pending", "004-search-of-one-owner          online",
                "SHARE UPDATE EXCLUSIVE on tasks, about 20,000 rows");
        assertThat(Sql.ask(server, name, WRITTEN)).isEqualTo(before);

        assertThat(new Migrate(Duration.ZERO, new PrintStream(err)).migrate(settings(url))).as(err.toString()).isZero();
        assertThat(Sql.ask(server, name, "select string_agg(id, ' ' order by orderexecuted) from (select * from"
                + " databasechangelog order by orderexecuted desc limit " + BESIDE_TASKS.size() + ") newest"))
                .isEqualTo(String.join(" ", BESIDE_TASKS));
        assertThat(plan(0).getList("pending")).isEmpty();
        assertThat(text(0)).startsWith("nothing is pending");
    }

    @Test
    void saysWhatIsInTheWayOfOneThatNobodyWaitsFor() throws Exception {
        Migrating.to(url).run(Migrating.ALL);
        Sql.run(server, name, "delete from databasechangelog where id = '" + Migrating.ONLINE.get(0) + "'");
        assertThat(plan(0).getList("pending.id")).containsExactly(Migrating.ONLINE.get(0));
        Sql.run(server, name, "create index tasks_search on tasks (owner); alter table tasks owner to postgres;"
                + " grant all on tasks to neondb_owner; alter schema public owner to postgres;"
                + " grant all on schema public to neondb_owner");
        assertThat(plan(65).getString("fault.code")).isEqualTo("OWNER_DIFFERS");
        assertThat(new Migrate(Duration.ZERO, new PrintStream(err)).migrate(settings(url))).as(err.toString()).isEqualTo(65);
    }

    /** While it waits, whoever needs the index waits behind it: it gives up soon. */
    @Test
    void saysWhoHoldsAnIndexThatIsToBeAltered() throws Exception {
        Migrating.to(url).run(Migrating.ALL);
        Sql.run(server, name, "delete from databasechangelog where id like '012%'");
        try (var reader = server.superuser(name)) {
            reader.setAutoCommit(false);
            Sql.ask(reader, "select count(*) from tasks");
            var plan = plan(75);
            assertThat(plan.getList("pending.locks.flatten().table")).containsExactly("tasks_without_case");
            assertThat(plan.getList("pending.locks.flatten().holdsUp")).containsExactly("reads and writes");
            assertThat(plan.getString("fault.code")).isEqualTo("LOCKED_BY_OTHERS");
            assertThat(new Migrate(Duration.ZERO, new PrintStream(err)).migrate(settings(url))).isEqualTo(75);
            reader.rollback();
        }
        assertThat(plan(0).getString("fault")).isNull();
        assertThat(new Migrate(Duration.ZERO, new PrintStream(err)).migrate(settings(url))).as(err.toString()).isZero();
    }

    /** Autovacuum makes room for whoever waits a second, which is longer than this one does. */
    @Test
    void saysThatAutovacuumIsAtTheIndex() throws Exception {
        try (var busy = EmbeddedDatabase.temporary()) {
            url = busy.url();
            Migrating.to(url).run(Migrating.ALL);
            Sql.run(busy, "neondb", "delete from databasechangelog where id like '012%';"
                    + " alter table tasks set (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,"
                    + " autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);"
                    + " insert into accounts (id, created_at) values ('a', now()); insert into tasks select 'a',"
                    + " gen_random_uuid(), 'one', null, false, null, now(), now(), gen_random_uuid()"
                    + " from generate_series(1, 5000); delete from tasks");
            Sql.run(busy, "neondb", "alter system set autovacuum_naptime = '1s'");
            Sql.ask(busy, "neondb", "select pg_reload_conf()");
            await().atMost(Duration.ofSeconds(50)).until(() -> Sql.ask(busy, "neondb",
                    "select count(*) from pg_locks where relation = 'tasks_without_case'::regclass").equals("1"));
            assertThat(plan(75).getString("fault.detail")).contains("the server's worker", "on tasks_without_case");
            assertThat(new Migrate(Duration.ZERO, new PrintStream(err)).migrate(settings(url))).isEqualTo(75);
        }
    }

    /** A table of the same name stands before the service's on the search path. */
    @Test
    void countsTheRowsOfTheServicesTables() throws Exception {
        Migrating.to(url).run(Migrating.FIRST);
        Sql.run(server, name, "insert into accounts (id, created_at) select 'a' || n, now() from generate_series(1, 100) n;"
                + " create schema authorization neondb_owner; create table neondb_owner.accounts as"
                + " select n from generate_series(1, 7) n; analyze accounts, neondb_owner.accounts");
        var plan = plan(65);
        assertThat(plan.getString("fault.code")).isEqualTo("CHANGE_LOG_ELSEWHERE");
        assertThat(plan.getString("pending.find { it.id == '005-receipts' }.locks[0].table")).isEqualTo("accounts");
        assertThat(plan.getInt("pending.find { it.id == '005-receipts' }.locks[0].rows")).isEqualTo(100);
    }

    @Test
    void namesWhatIsInTheWay() throws Exception {
        Sql.run(server, name, "create table accounts (another text)");
        var plan = plan(65);
        assertThat(plan.getString("fault.code")).isEqualTo("NAME_TAKEN");
        assertThat(plan.getString("fault.detail")).contains("001-accounts", "accounts is a table of the role postgres");
        assertThat(plan.getString("fault.remedy")).isNotBlank();
        assertThat(text(65)).contains("FAULT NAME_TAKEN: ", "remedy: ");
    }

    /** A role of such a kind cannot migrate, which is all that it is told. */
    @Test
    void needsNoMoreThanToRead() throws Exception {
        Migrating.to(url).run(Migrating.FIRST);
        Sql.run(server, name, "create role reads_%1$s login password 'secret'; grant select on databasechangelog to reads_%1$s;"
                .formatted(name) + " alter role reads_%s set default_transaction_read_only = on".formatted(name));
        url = url.replaceFirst("//[^@]*@", "//reads_" + name + ":secret@");
        var plan = plan(65);
        assertThat(plan.getList("pending.id")).isEqualTo(AFTER_FIRST);
        assertThat(plan.getString("fault.code")).isEqualTo("SERVER_READ_ONLY");
        Sql.run(server, name, "drop owned by reads_%1$s; drop role reads_%1$s".formatted(name));
    }

    @Test
    void waitsForADatabaseThatIsAway() throws Exception {
        url = url.replace(":" + server.port() + "/", ":1/");
        assertThat(run(false)).isEqualTo(75);
        assertThat(err.toString()).isEqualTo("neon-tasks: the database stayed away for 0 s: it refuses connections\n");
    }

    private JsonPath plan(int exit) throws Exception {
        return JsonPath.from(said(true, exit));
    }

    private String text(int exit) throws Exception {
        return said(false, exit);
    }

    private String said(boolean json, int exit) throws Exception {
        out.reset();
        assertThat(run(json)).as(out + err.toString()).isEqualTo(exit);
        return out.toString();
    }

    private int run(boolean json) throws InterruptedException {
        return new PlanMigration(Duration.ZERO, json, new PrintStream(out), new PrintStream(err)).run(environment(url));
    }

    private static DatabaseSettings settings(String url) {
        return DatabaseSettings.of(environment(url));
    }

    private static Environment environment(String url) {
        return Environment.of(variable -> Optional.ofNullable(Map.of("DATABASE_URL", url).get(variable)));
    }
}
