package dev.neontasks.faults;

import static dev.neontasks.schema.migration.Migrating.CHANGE_SETS;
import static dev.neontasks.schema.migration.Migrating.WAITED_FOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.schema.migration.Migrating;
import dev.neontasks.simulator.NeonSimulator;

/** The migrator is killed with SIGKILL while a statement of its is under way, and simply started again. */
@Tag("faults")
class KilledMigrationFaultIT {

    /** One for each change set that is the next, and more for what comes before the first. */
    static final int BEFORE_THE_FIRST = 4;
    static final int MOMENTS = BEFORE_THE_FIRST + CHANGE_SETS.size() - 1;
    static final int AT_ONCE = 2;
    static final Duration ROUND_TRIP = Duration.ofMillis(10);
    static final String CHANGE_LOG = "db/changelog.yaml";
    static final Duration HEALED = Duration.ofSeconds(10);
    static final long SEED = Long.getLong("seed", System.nanoTime());

    static EmbeddedDatabase database;
    static NeonSimulator simulator;
    static long statements;
    static String whole;

    @BeforeAll
    static void migrateUnharmed() throws Exception {
        database = EmbeddedDatabase.temporary();
        simulator = NeonSimulator.before(database);
        // The first loads the classes; the second is as fast as they come, so that nothing but the migration is counted.
        for (var name : new String[] { "first", "unharmed" }) {
            var before = simulator.counts();
            Migrating.to(simulator.through(database.createDatabase(name))).run(CHANGE_LOG);
            statements = simulator.counts().since(before).statements();
        }
        whole = schema("unharmed");
        assertThat(whole)
                .startsWith(String.join(" ", CHANGE_SETS) + "; ")
                .contains("tasks.revision uuid");
    }

    @AfterAll
    static void stop() {
        simulator.close();
        database.close();
    }

    @Test
    void healsByItselfAtAnyMoment() throws Exception {
        var lanes = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var victims = lanes
                    .invokeAll(IntStream.range(0, MOMENTS).<Callable<Healed>> mapToObj(moment -> () -> killed(moment))
                            .toList());
            var hits = new TreeMap<Integer, Integer>();
            var longest = Duration.ZERO;
            for (var victim : victims) {
                var healed = victim.get();
                hits.merge(healed.left(), 1, Integer::sum);
                longest = Collections.max(List.of(longest, healed.took()));
            }
            System.out.printf("kill -9 at %d moments of %d statements (seed %d), with so many of %d change sets left: %s;"
                    + " the next migrator needed at most %d ms%n", MOMENTS, statements, SEED, CHANGE_SETS.size(), hits,
                    longest.toMillis());
            // One that a busy machine lets come to its end before it is killed proves nothing.
            assertThat(hits.keySet()).as("change sets left").contains(CHANGE_SETS.size()).containsAnyOf(1, 2)
                    .hasSizeGreaterThan(CHANGE_SETS.size() / 2);
            assertThat(longest).isLessThan(HEALED);
        } finally {
            lanes.shutdownNow();
        }
    }

    /** How many change sets the victim had left, and how long the next migrator took. */
    private record Healed(int left, Duration took) {
    }

    private static Healed killed(int moment) throws Exception {
        var random = new Random(SEED + moment);
        var name = "killed_" + moment;
        try (var line = NeonSimulator.before(database)) {
            var url = line.through(database.createDatabase(name));
            var next = Math.max(0, moment - BEFORE_THE_FIRST + 1);
            line.latency(ROUND_TRIP);
            var victim = Migrating.inProcess(CHANGE_LOG, url);
            if (next > 0) {
                await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(2))
                        .until(() -> applied(name) >= next || !victim.isAlive());
            }
            // On a statement's way there or back: a quarter of them come before the first change set.
            var more = next == 0 ? 1 + (moment + random.nextDouble()) / BEFORE_THE_FIRST * statements / 4
                    : next == CHANGE_SETS.size() - 1 ? 0 : random.nextDouble() * statements / CHANGE_SETS.size();
            awaitStatement(line, line.counts().statements() + (long) more, victim::isAlive);
            LockSupport.parkNanos((long) (random.nextDouble() * ROUND_TRIP.toNanos()));
            victim.destroyForcibly();
            assertThat(victim.waitFor()).as("killed, or done").isIn(128 + 9, 0);
            var left = CHANGE_SETS.size() - applied(name);
            line.latency(Duration.ZERO);

            var started = System.nanoTime();
            Migrating.to(url).run(CHANGE_LOG);
            var took = Duration.ofNanos(System.nanoTime() - started);
            assertThat(schema(name)).as("moment %d, seed %d", moment, SEED).isEqualTo(whole);
            return new Healed(left, took);
        }
    }

    @Test
    void soDoesTheServiceItself() throws Exception {
        for (var next : new int[] { 2, 5 }) {
            var name = "service_" + next;
            var variables = Map.of("DATABASE_URL", simulator.through(database.createDatabase(name)),
                    "JWT_SIGNING_KEY", Keys.ecPem());
            simulator.latency(ROUND_TRIP.multipliedBy(3));
            try (var victim = PackagedService.startQuickly(variables)) {
                await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(1))
                        .until(() -> applied(name) >= next);
                victim.kill();
            }
            var applied = applied(name);
            assertThat(applied).isBetween(next, WAITED_FOR.size() - 1);
            simulator.latency(ROUND_TRIP);
            try (var healer = PackagedService.startQuickly(variables)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> healer.status("/health/live") == 200);
                var started = System.nanoTime();
                await().atMost(HEALED).until(healer::isReady);
                await().atMost(HEALED).until(() -> applied(name) == CHANGE_SETS.size());
                System.out.printf("kill -9 of the service with %d of %d change sets applied: the next was ready %d ms after it"
                        + " first answered%n", applied, CHANGE_SETS.size(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
            }
            assertThat(schema(name)).isEqualTo(whole);
        }
    }

    /** Or that it ends. */
    private static void awaitStatement(NeonSimulator simulator, long number, BooleanSupplier alive) {
        var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (simulator.counts().statements() < number && alive.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }

    private static int applied(String name) throws SQLException {
        var table = Sql.ask(database, name, "select to_regclass('databasechangelog')");
        return table == null ? 0 : Integer.parseInt(Sql.ask(database, name, "select count(*) from databasechangelog"));
    }

    /** All that was made, and by what. */
    private static String schema(String name) throws SQLException {
        return Sql.ask(database, name,
                """
                        select (select string_agg(id, ' ' order by orderexecuted) from databasechangelog) || '; '
                                    || (select string_agg(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable, ', '
                                order by table_name, ordinal_position) from information_schema.columns where table_schema = 'public')
                            || '; ' || (select string_agg(indexdef, ', ' order by indexname) from pg_indexes where schemaname = 'public')
                            || '; ' || (select string_agg(pg_get_constraintdef(oid), ', ' order by conname) from pg_constraint
                                where connamespace = 'public'::regnamespace)""");
    }
}
