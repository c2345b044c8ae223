package dev.neontasks.schema.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.neontasks.Sql;
import dev.neontasks.schema.forecast.SchemaComparison;
import dev.neontasks.schema.migration.Migrating;
import dev.neontasks.schema.migration.OwnDatabase;

import liquibase.database.DatabaseFactory;
import liquibase.lockservice.LockServiceFactory;

/** Another application has its tables in the same schema, and a Liquibase that notes what it applies in the same table. */
@Timeout(300)
@Tag("parts")
class TwoApplicationsTest extends OwnDatabase {

    static final String LOCK = "select concat(locked::text, ' ', lockgranted, ' ', lockedby) from databasechangeloglock";

    @Test
    void oursMigratesWhileTheOtherHoldsItsLock() throws Exception {
        Sql.run(superuser, "select pg_advisory_lock(4711)");
        var other = OtherApplication.migrate(url, OtherApplication.CHANGE_LOG);
        await().atMost(Duration.ofMinutes(2)).until(() -> Sql
                .ask(superuser, "select count(*) from pg_locks where locktype = 'advisory' and not granted").equals("1"));
        var lock = Sql.ask(superuser, LOCK);
        assertThat(lock).startsWith("true ");
        assertThat(compared()).isEqualTo(new SchemaComparison(Migrating.WAITED_FOR, Migrating.ONLINE, List.of(), false));

        // The build of an index would wait for the other's transaction, and nobody for that.
        Migrating.to(url).untilReady(ChangeLog.FILE);
        assertThat(applied("neon-tasks")).isEqualTo(String.join(" ", Migrating.WAITED_FOR));
        assertThat(log.with("newer")).isEmpty();
        assertThat(Sql.ask(superuser, LOCK)).isEqualTo(lock);
        assertThat(other.isAlive()).isTrue();

        Sql.run(superuser, "select pg_advisory_unlock(4711)");
        assertEnds(other);
        migrate();
        assertThat(applied("neon-tasks")).isEqualTo(String.join(" ", Migrating.CHANGE_SETS));
        assertThat(applied("others")).isEqualTo("1 2");
        assertThat(Sql.ask(superuser, LOCK)).startsWith("false");
        assertThat(compared()).isEqualTo(new SchemaComparison(List.of(), List.of(), List.of(), false));
    }

    @Test
    void theOtherMigratesWhileOursIsAtIt() throws Exception {
        Migrating.to(url).run(ChangeLog.FILE);
        Sql.run(superuser, "delete from databasechangelog where id like '%receipts%';"
                + " drop trigger receipts_of_account on accounts; drop table receipts");
        superuser.setAutoCommit(false);
        Sql.run(superuser, "lock table accounts in row exclusive mode");
        var ours = CompletableFuture.runAsync(this::migrate);
        await().atMost(Duration.ofMinutes(1)).until(() -> log.with("tried again in 1 s").size() == 1);

        assertEnds(OtherApplication.migrate(url, OtherApplication.CHANGE_LOG));
        assertThat(ours).isNotDone();
        superuser.rollback();
        superuser.setAutoCommit(true);
        ours.join();
        assertThat(applied("neon-tasks").split(" ")).containsExactlyInAnyOrderElementsOf(Migrating.CHANGE_SETS);
        assertThat(applied("others")).isEqualTo("1 2");
        assertThat(log.with("newer")).isEmpty();
    }

    /** Else the other's attempt to make the table would fail. */
    @Test
    void oursLeavesTheTableToTheOtherThatIsAboutToMakeIt() throws Exception {
        takeTheOthersLock();
        var ours = CompletableFuture.runAsync(this::migrate);
        await().during(Duration.ofSeconds(1))
                .until(() -> Sql.ask(superuser, "select to_regclass('databasechangelog')") == null);
        Sql.run(superuser, "create table databasechangelog (id varchar(255) not null, author varchar(255) not null,"
                + " filename varchar(255) not null, dateexecuted timestamp not null, orderexecuted int not null,"
                + " exectype varchar(10) not null, md5sum varchar(35), description varchar(255), comments varchar(255),"
                + " tag varchar(255), liquibase varchar(20), contexts varchar(255), labels varchar(255),"
                + " deployment_id varchar(10))");
        ours.join();
        assertThat(applied("neon-tasks")).isEqualTo(String.join(" ", Migrating.CHANGE_SETS));
        assertThat(Sql.ask(superuser, LOCK)).startsWith("true");
    }

    /** It may be the lock of an earlier version of the service that was killed, too: nobody can tell. */
    @Test
    void aLockThatNobodyHoldsAnyMoreIsNotWaitedFor() throws Exception {
        takeTheOthersLock();
        var lock = Sql.ask(superuser, LOCK);
        migrate();
        assertThat(applied("neon-tasks")).isEqualTo(String.join(" ", Migrating.CHANGE_SETS));
        assertThat(Sql.ask(superuser, LOCK)).isEqualTo(lock).startsWith("true");
    }

    /** Until then the service's Liquibase was one as it comes. */
    @Test
    void knowsWhatAnEarlierVersionApplied() throws Exception {
        assertEnds(OtherApplication.migrate(url, "db/before-online.yaml"));
        Migrating.to(url).untilReady(ChangeLog.FILE);
        assertThat(log.with("begins")).containsExactly("Change set 1 of 3 begins: 008-search-without-case",
                "Change set 2 of 3 begins: 010-accounts-and-sessions", "Change set 3 of 3 begins: 011-account-links");
        assertThat(log.with("Schema ready")).containsExactly("Schema ready: " + Migrating.NEWEST);
    }

    /** Liquibase keeps such services for the whole process, and forgets them after each update. */
    @Test
    void hasNoUseForTheLockWhateverElseLiquibaseDoesInTheProcess() throws Exception {
        LockServiceFactory.reset();
        try (var connection = Migrating.to(url).connector.unpooled()) {
            var database = DatabaseFactory.getInstance()
                    .findCorrectDatabaseImplementation(new AtomicChangeSets(connection, null));
            assertThat(LockServiceFactory.getInstance().getLockService(database)).isInstanceOf(HeldLockService.class);
        }
    }

    /** As its Liquibase does, before it looks for the table of change sets. */
    private void takeTheOthersLock() throws SQLException {
        Sql.run(superuser, "grant create on schema public to public; set role neondb_owner; set search_path to public;"
                + " create table databasechangeloglock (id int primary key, locked boolean not null, lockgranted timestamp,"
                + " lockedby varchar(255)); insert into databasechangeloglock values (1, true, now(), 'others (10.1.2.3)')");
    }

    private void migrate() {
        try {
            Migrating.to(url).run(ChangeLog.FILE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private SchemaComparison compared() throws SQLException {
        try (var connection = Migrating.to(url).connector.unpooled()) {
            return SchemaComparison.of(connection);
        }
    }

    private String applied(String author) throws SQLException {
        return Sql.ask(superuser,
                "select string_agg(id, ' ' order by orderexecuted) from databasechangelog where author = '" + author + "'");
    }

    private static void assertEnds(Process other) throws InterruptedException {
        var ended = other.waitFor(2, TimeUnit.MINUTES);
        other.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(other.exitValue()).isZero();
    }
}
