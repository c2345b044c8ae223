package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.schema.migration.ManyTasks;
import dev.neontasks.schema.migration.Migrating;

/**
 * An index is built on a table that has many rows already, while people work. {@code neon-tasks.online.tasks}, {@code moments},
 * {@code seconds} and {@code otherwise} make it as long as one likes.
 */
@Tag("faults")
@Tag("timed")
class OnlineChangeSetFaultIT {

    private static final int TASKS = Integer.getInteger("neon-tasks.online.tasks", 20_000);
    private static final int MOMENTS = Integer.getInteger("neon-tasks.online.moments", 3);
    private static final Duration OPEN = Duration.ofSeconds(Integer.getInteger("neon-tasks.online.seconds", 3));
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int WRITERS = 50;
    private static final int PEOPLE = 10;
    /** They are good for a quarter of an hour. */
    private static final Duration TOKENS_LAST = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(20);
    /** So long they write when nothing is built, before and after. */
    private static final Duration OTHERWISE = Duration.ofSeconds(Integer.getInteger("neon-tasks.online.otherwise", 5));
    private static final Duration LONG = Duration.ofHours(1);
    private static final String CHANGE_LOG = "db/changelog.yaml";
    private static final String TEMPLATE = "many";
    /** How many want to write, and wait for somebody who has locked the table. */
    private static final String LOCKED_OUT = "select count(*) from pg_locks where relation = 'tasks'::regclass and not granted "
            + "and mode = 'RowExclusiveLock' and database = (select oid from pg_database where datname = current_database())";

    private static EmbeddedDatabase database;

    @BeforeAll
    static void fillDatabase() throws Exception {
        database = EmbeddedDatabase.temporary();
        ManyTasks.in(database, TEMPLATE, TASKS);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @Test
    void noWriteWaitsForTheBuild() throws Exception {
        var url = another("writers");
        try (var holder = database.superuser("writers"); var service = start(url)) {
            // Until the writers are there: the build begins when nobody has the table from before.
            holder.setAutoCommit(false);
            Sql.run(holder, "lock table tasks in row exclusive mode");
            await().pollInterval(PAUSE).atMost(Duration.ofMinutes(2)).until(service::isReady);
            assertThat(isBuilt("writers")).as("it is ready before the index is").isFalse();
            var people = new AtomicReference<>(people(service));
            var young = write(service, people);
            Crowd.last(OTHERWISE);
            young.leave();
            var before = write(service, people);
            Crowd.last(OTHERWISE);
            var without = before.leave();
            var crowd = write(service, people);
            var began = System.nanoTime();
            holder.rollback();
            var lockedOut = 0;
            try (var looking = database.superuser("writers")) {
                var signedUp = System.nanoTime();
                while (!isBuilt("writers")) {
                    if (System.nanoTime() - signedUp > TOKENS_LAST.toNanos()) {
                        signedUp = System.nanoTime();
                        people.set(people(service));
                    }
                    lockedOut = Math.max(lockedOut, Integer.parseInt(Sql.ask(looking, LOCKED_OUT)));
                    Crowd.last(PAUSE);
                }
            }
            var took = Duration.ofNanos(System.nanoTime() - began);
            var meanwhile = crowd.leave();
            await().atMost(LONG).until(() -> isDone("writers"));
            people.set(people(service));
            var late = write(service, people);
            Crowd.last(OTHERWISE);
            var afterwards = late.leave();
            System.out.printf(
                    "an index on %d tasks under %d writers: built in %d ms; meanwhile %d writes %s, p99 %d ms, slowest"
                            + " %d ms; in %d ms before it %d writes, p99 %d ms, and after all were built %d writes, p99 %d ms%n",
                    TASKS, WRITERS, took.toMillis(),
                    meanwhile.size(), Crowd.byStatus(meanwhile), Crowd.millis(meanwhile, 0.99), Crowd.millis(meanwhile, 1),
                    OTHERWISE.toMillis(), without.size(), Crowd.millis(without, 0.99), afterwards.size(),
                    Crowd.millis(afterwards, 0.99));
            assertThat(meanwhile).isNotEmpty().allMatch(answer -> answer.status() == 201);
            assertThat(lockedOut).as("writers who wait for the build").isZero();
            assertThat(invalid("writers")).isEqualTo("0");
        }
    }

    @Test
    void noWriteWaitsWhileTheBuildWaitsForATransactionElsewhere() throws Exception {
        var url = another("open");
        Sql.run(database, "open", "create table elsewhere ()");
        try (var other = database.superuser("open")) {
            other.setAutoCommit(false);
            other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Sql.ask(other, "select count(*) from elsewhere");
            try (var service = start(url)) {
                await().atMost(LONG).until(service::isReady);
                await().atMost(LONG).until(() -> service.get("/api/status").body()
                        .contains("\"running\":\"004-search-of-one-owner\""));
                var crowd = write(service, new AtomicReference<>(people(service)));
                Crowd.last(OPEN);
                assertThat(isBuilt("open")).isFalse();
                other.rollback();
                await().atMost(LONG).until(() -> isBuilt("open"));
                var answers = crowd.leave();
                System.out.printf("an index beside a transaction open for %d s: %d writes %s, slowest %d ms%n",
                        OPEN.toSeconds(), answers.size(), Crowd.byStatus(answers), Crowd.millis(answers, 1));
                assertThat(answers).isNotEmpty().allMatch(answer -> answer.status() == 201);
                await().atMost(LONG).until(() -> service.get("/api/status").body().contains("\"migration\":null"));
                assertThat(invalid("open")).isEqualTo("0");
            }
        }
    }

    @Test
    void oneOfFiveCopiesBuildsIt() throws Exception {
        var variables = variables(another("copies"));
        var copies = Stream.generate(() -> PackagedService.startQuickly(variables)).limit(5).toList();
        try {
            await().atMost(LONG).until(() -> copies.stream().allMatch(PackagedService::isReady) && isDone("copies"));
            var lines = copies.stream().flatMap(copy -> copy.logged("Online change set").stream()).toList();
            assertThat(lines).filteredOn(line -> line.contains("begins: 004")).hasSize(1);
            assertThat(lines).filteredOn(line -> line.contains("begins: 007")).hasSize(1);
            assertThat(lines).filteredOn(line -> line.contains("begins: 009")).hasSize(1);
            assertThat(lines).filteredOn(line -> line.contains("begins: 012")).hasSize(1);
            assertThat(invalid("copies")).isEqualTo("0");
        } finally {
            copies.forEach(PackagedService::kill);
        }
    }

    @Test
    void healsByItselfWhenItIsKilledAtAnyMoment() throws Exception {
        var unharmed = another("unharmed");
        Migrating.to(unharmed).run(CHANGE_LOG);
        var whole = indexes("unharmed");
        var length = lengthOfTheBuild();
        var found = new TreeMap<String, Integer>();
        for (var moment = 0; moment < MOMENTS; moment++) {
            var name = "killed_" + moment;
            var url = another(name);
            var victim = Migrating.inProcess(CHANGE_LOG, url);
            await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(() -> applied(name).contains("005"));
            var part = (moment + new Random(SEED + moment).nextDouble()) / MOMENTS;
            if (moment == 0) {
                // The worst is not left to chance.
                await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(() -> !invalid(name).equals("0"));
            } else {
                LockSupport.parkNanos((long) (part * length.toNanos()));
            }
            victim.destroyForcibly().waitFor();
            found.merge(left(name), 1, Integer::sum);
            Migrating.to(url).run(CHANGE_LOG);
            assertThat(indexes(name)).as("moment %d, seed %d", moment, SEED).isEqualTo(whole);
            assertThat(applied(name).split(" ")).containsExactlyInAnyOrderElementsOf(Migrating.CHANGE_SETS);
            Sql.run(database, "postgres", "drop database " + name + " with (force)");
        }
        System.out.printf(
                "kill -9 at %d moments of %d ms of building online (seed %d): it left %s; each healed by the next start%n",
                MOMENTS, length.toMillis(), SEED, found);
        assertThat(found).containsKey("an invalid index");
    }

    /** As the victims do it: in a process of its own. */
    private static Duration lengthOfTheBuild() throws Exception {
        var builder = Migrating.inProcess(CHANGE_LOG, another("timed"));
        await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(() -> applied("timed").contains("005"));
        var began = System.nanoTime();
        await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(() -> isBuilt("timed"));
        var length = Duration.ofNanos(System.nanoTime() - began);
        assertThat(builder.waitFor()).isZero();
        return length;
    }

    /** The URL of another database with the same tasks. */
    private static String another(String name) throws SQLException {
        var url = database.createDatabase(name);
        Sql.run(database, "postgres", "drop database " + name);
        Sql.run(database, "postgres", "create database " + name + " template " + TEMPLATE + " owner neondb_owner");
        return url;
    }

    private static PackagedService start(String url) {
        return PackagedService.start(variables(url));
    }

    private static Map<String, String> variables(String url) {
        return Map.of("DATABASE_URL", url, "JWT_SIGNING_KEY", Keys.ecPem(), "SIGN_UP_LIMIT", "100000/1m");
    }

    private static Crowd write(PackagedService service, AtomicReference<List<String>> people) {
        return Crowd.gather(service, WRITERS, PAUSE, (client, turn) -> add(service, people.get().get(client % PEOPLE)));
    }

    /** The tokens of some who have just signed up. */
    private static List<String> people(PackagedService service) {
        return Stream.generate(service::signUp).limit(PEOPLE).toList();
    }

    private static HttpRequest add(PackagedService service, String token) {
        return service.request("/api/tasks").header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"title\":\"Water the plants\"}"))
                .build();
    }

    private static boolean isBuilt(String name) throws SQLException {
        return applied(name).contains("004");
    }

    private static boolean isDone(String name) throws SQLException {
        return applied(name).contains("013");
    }

    private static String applied(String name) throws SQLException {
        return Sql.ask(database, name, "select string_agg(id, ' ' order by orderexecuted) from databasechangelog");
    }

    private static String left(String name) throws SQLException {
        return isBuilt(name) ? isDone(name) ? "all of it" : "the index, and not all that follows"
                : !"0".equals(invalid(name)) ? "an invalid index"
                        : Sql.ask(database, name, "select to_regclass('tasks_search_of_owner_online')") == null ? "nothing"
                                : "a valid index that is not noted";
    }

    private static String invalid(String name) throws SQLException {
        return Sql.ask(database, name, "select count(*) from pg_index where not indisvalid");
    }

    private static String indexes(String name) throws SQLException {
        return Sql.ask(database, name, "select string_agg(pg_get_indexdef(indexrelid) || indisvalid, ' '"
                + " order by indexrelid::regclass::text) from pg_index where indrelid = 'tasks'::regclass");
    }
}
