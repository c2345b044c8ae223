package dev.neontasks.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.LogLines;
import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.database.evidence.DatabaseState;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.schema.changelog.ChangeLog;
import dev.neontasks.schema.changelog.MigrationPart;
import dev.neontasks.schema.changelog.MigrationProgress;
import dev.neontasks.schema.lock.MigrationLock;
import dev.neontasks.schema.lock.Patience;
import dev.neontasks.simulator.Loss;
import dev.neontasks.simulator.NeonSimulator;

/** The connection of the migration breaks, or falls silent, in the middle of a change set. */
@Tag("parts")
class BrokenMigrationTest {

    static final Duration PULSE = Duration.ofMillis(500);

    static final AtomicInteger NUMBER = new AtomicInteger();

    final EmbeddedDatabase server = TestDatabase.running();
    final NeonSimulator simulator = NeonSimulator.before(server);
    final LogLines log = new LogLines("dev.neontasks.database");
    final String name = "broken_" + NUMBER.incrementAndGet();
    Migrating migrating;

    @BeforeEach
    void createDatabase() throws SQLException {
        migrating = Migrating.to(simulator.through(server.createDatabase(name)));
    }

    @AfterEach
    void forget() throws SQLException {
        log.close();
        simulator.close();
        Sql.run(server, "postgres", "drop database " + name + " with (force)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BEFORE_SERVER | create table public.databasechangelog (
            AFTER_SERVER  | create table public.databasechangelog (
            AFTER_SERVER  | create table tasks
            BEFORE_SERVER | insert into public.databasechangelog (
            AFTER_SERVER  | insert into public.databasechangelog (
            AFTER_SERVER  | commit
            """)
    void aLostStatementIsNoHarm(Loss loss, String sql) throws Exception {
        simulator.resetNextStatement(loss, sql);
        migrating.run(ChangeLog.FILE);
        assertApplied(String.join(" ", Migrating.CHANGE_SETS));
        assertThat(simulator.counts().logins()).as("it was lost").isGreaterThan(1);
    }

    @Test
    void sleepInTheMiddleIsNoHarm() throws Exception {
        var done = migrate();
        await().until(() -> log.with("2 of 3 begins").size() == 1);
        simulator.sleep();
        done.join();
        assertApplied("first slow last");
    }

    @Test
    void silenceIsGivenUpAndTriedAgain() throws Exception {
        var done = migrate();
        await().until(() -> log.with("2 of 3 begins").size() == 1);
        simulator.hang();
        var hung = System.nanoTime();
        await().atMost(Duration.ofSeconds(60)).until(() -> log.with("gives its connection up").size() == 1);
        System.out.printf("The migration's connection fell silent: given up after %d pulses%n",
                Duration.ofNanos(System.nanoTime() - hung).toMillis() / PULSE.toMillis());
        await().until(() -> migrating.evidence.state() == DatabaseState.DOWN);
        assertThat(migrating.evidence.failure()).hasValue(FailureKind.CONNECTION_LOST);
        assertThat(done).isNotDone();
        simulator.recover();
        done.join();
        assertApplied("first slow last");
    }

    @Test
    void onlyASessionThatHasLostItsLockIsGivenUp() throws Exception {
        try (var holder = migrating.connector.unpooled(); var other = migrating.connector.unpooled()) {
            var lock = MigrationLock.await(holder, MigrationLock.LEASE, PULSE, Patience.endless());
            try (var held = watch(holder, lock); var lost = watch(other, new MigrationLock(lock.session() + 1))) {
                held.start();
                lost.start();
                await().until(other::isClosed);
                await().during(PULSE.multipliedBy(5)).until(() -> !holder.isClosed());
            }
        }
        assertThat(log.with("gives its connection up, since the database has ended it")).hasSize(1);
    }

    private MigrationWatch watch(Connection connection, MigrationLock lock) {
        return new MigrationWatch(connection, lock,
                new MigrationProgress(MigrationPart.WAITED_FOR, 0, migrating.ongoing), migrating.connector, PULSE);
    }

    private CompletableFuture<Void> migrate() {
        return CompletableFuture.runAsync(() -> {
            try {
                migrating.run(Migrating.SLOW);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void assertApplied(String ids) throws Exception {
        try (var superuser = server.superuser(name);
                var statement = superuser.createStatement();
                var found = statement
                        .executeQuery("select string_agg(id, ' ' order by orderexecuted) from databasechangelog")) {
            found.next();
            assertThat(found.getString(1)).isEqualTo(ids);
        }
    }
}
