package dev.neontasks.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

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

/** The index of the search, whose entries are sorted in many at a time. */
@Timeout(60)
@Tag("parts")
class SearchIndexBatchesTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PARAMETERS = "select array_to_string(reloptions, ' ') from pg_class"
            + " where oid = 'tasks_without_case'::regclass";
    private static final String IN_BATCHES = "fastupdate=on gin_pending_list_limit=64";

    private static final Duration TRIED = Duration.ofSeconds(20);

    private final EmbeddedDatabase server = TestDatabase.running();
    private final LogLines log = new LogLines("dev.neontasks.database");
    private final String name = "batches_" + NUMBER.incrementAndGet();
    private String url;
    private Connection connection;

    @BeforeEach
    void createDatabase() throws SQLException {
        url = server.createDatabase(name);
        connection = server.superuser(name);
    }

    @AfterEach
    void forget() throws SQLException {
        log.close();
        connection.close();
        Sql.run(server, "postgres", "drop database " + name + " with (force)");
    }

    @Test
    void aWriteLogsLessThanHalf() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        assertThat(Sql.ask(connection, PARAMETERS)).isEqualTo(IN_BATCHES);
        Sql.run(connection,
                "insert into accounts (id, email, password_hash, created_at) values ('one', 'a@b.example', '', now())");
        Sql.run(connection, "checkpoint");
        addTasks();
        var inBatches = logOf(this::addTasks);
        Sql.run(connection, "alter index tasks_without_case set (fastupdate = off)");
        Sql.ask(connection, "select gin_clean_pending_list('tasks_without_case')");
        var oneByOne = logOf(this::addTasks);
        assertThat(inBatches).as("of %d bytes", oneByOne).isLessThan(oneByOne / 2);
    }

    /** Somebody has read tasks and does not end: whoever writes would wait behind what waits for that. */
    @Test
    void nobodyWaitsWhileTheIndexIsInUse() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        Sql.run(connection, "alter index tasks_without_case reset (fastupdate, gin_pending_list_limit);"
                + " delete from databasechangelog where id like '012%';"
                + " insert into accounts (id, email, password_hash, created_at) values ('one', 'a@b.example', '', now())");
        try (var reader = server.superuser(name)) {
            reader.setAutoCommit(false);
            Sql.ask(reader, "select count(*) from tasks");
            var migrating = Migrating.to(url);
            migrating.untilReady(ChangeLog.FILE);
            var done = CompletableFuture.runAsync(() -> {
                try {
                    migrating.untilDone(ChangeLog.FILE);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Sql.run(connection, "set lock_timeout = '1s'");
            for (var end = System.nanoTime() + TRIED.toNanos(); log.with("begins: 012").size() < 4;) {
                assertThat(done).isNotDone();
                assertThat(System.nanoTime()).as("%s", log.with("")).isLessThan(end);
                addTask();
            }
            reader.rollback();
            done.join();
        }
        assertThat(Sql.ask(connection, PARAMETERS)).isEqualTo(IN_BATCHES);
    }

    private void addTasks() throws SQLException {
        for (var number = 0; number < 300; number++) {
            addTask();
        }
    }

    private void addTask() throws SQLException {
        Sql.run(connection, "insert into tasks (owner, id, title, description, completed, created_at, updated_at, revision)"
                + " values ('one', gen_random_uuid(), 'Water the plants', 'Twice a week, less in winter', false, now(), now(),"
                + " gen_random_uuid())");
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** How many bytes of the write-ahead log it takes. */
    private long logOf(Work work) throws SQLException {
        var before = Sql.ask(connection, "select pg_current_wal_insert_lsn()");
        work.run();
        return Long.parseLong(
                Sql.ask(connection, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '%s')::bigint".formatted(before)));
    }
}
