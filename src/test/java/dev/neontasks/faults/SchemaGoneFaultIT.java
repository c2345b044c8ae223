package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.database.failure.FailureKind;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;

/** What the service needs in its database is taken away under it, and comes back. */
@Tag("faults")
@Tag("timed")
class SchemaGoneFaultIT {

    private static final int CLIENTS = 50;
    /** So long that it is not the machine that they keep busy. */
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TOLD = Duration.ofSeconds(2);
    private static final Duration BACK = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final String DROP = "drop schema public cascade; create schema public authorization pg_database_owner";

    @Test
    void isToldAndSeenToBeMendedWithoutARestart() throws Exception {
        try (var scene = Scene.with(Map.of())) {
            var people = scene.people(10);
            var crowd = Crowd.gather(scene.service, CLIENTS, PAUSE, (client, turn) -> client % 10 == 1
                    ? scene.as(people.get(client % 10), "/api/tasks?q=first").build()
                    : client % 5 == 0 ? scene.add(people.get(client % 10), "Added") : scene.list(people.get(client % 10)));
            Crowd.last(Duration.ofSeconds(1));
            happens(scene, FailureKind.COLUMN_MISSING, "alter table tasks rename column title to heading",
                    "alter table tasks rename column heading to title");
            happens(scene, FailureKind.FUNCTION_MISSING, "alter function without_case(text) rename to in_small",
                    "alter function in_small(text) rename to without_case");
            happens(scene, FailureKind.PRIVILEGE_MISSING, "alter table tasks owner to postgres",
                    "alter table tasks owner to neondb_owner");
            happens(scene, FailureKind.PRIVILEGE_MISSING, "revoke all on tasks from neondb_owner",
                    "grant all on tasks to neondb_owner");
            happens(scene, FailureKind.ROWS_HIDDEN,
                    "alter role neondb_owner nobypassrls; alter table tasks enable row level security;"
                            + " alter table tasks force row level security",
                    "alter table tasks disable row level security; alter role neondb_owner bypassrls");
            happens(scene, FailureKind.OFF_SEARCH_PATH, "alter role neondb_owner set search_path = elsewhere;"
                    + " select pg_terminate_backend(pid) from pg_stat_activity where usename = 'neondb_owner'",
                    "alter role neondb_owner reset search_path");
            happens(scene, FailureKind.OFF_SEARCH_PATH, "create schema authorization neondb_owner;"
                    + " create table neondb_owner.tasks (x text)", "drop schema neondb_owner cascade");
            happens(scene, FailureKind.TABLE_MISSING, "alter table tasks rename to duties",
                    "alter table duties rename to tasks");
            assertThat(scene.titles()).as("nothing was migrated anew").isNotEmpty();
            var answers = crowd.leave();
            System.out.printf("schemas gone under %d clients: %d answers %s%n", CLIENTS, answers.size(),
                    Crowd.byStatus(answers));
            assertThat(answers).allMatch(answer -> answer.isGood() || answer.isTypedUnavailable());
            assertThat(scene.service.logged("\"ERROR\"")).isEmpty();
        }
    }

    /** Dropped and made anew, as by a reset of the branch: the service migrates by itself. */
    @Test
    void isMigratedAnew() throws Exception {
        try (var scene = Scene.with(Map.of())) {
            var token = scene.person();
            var crowd = Crowd.gather(scene.service, CLIENTS, PAUSE, (client, turn) -> client % 5 == 0
                    ? scene.add(token, "Added")
                    : scene.list(token));
            Crowd.last(Duration.ofSeconds(1));
            var begun = System.nanoTime();
            Sql.run(scene.database, "neondb", DROP);
            await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20))
                    .until(() -> scene.service.logged("Schema not as needed: a table").size() == 1);
            var told = Duration.ofNanos(System.nanoTime() - begun);
            await().atMost(Duration.ofSeconds(20)).until(() -> scene.service.logged("Schema as needed again").size() == 1
                    && scene.service.isReady());
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(scene.service.signUp()).isNotEmpty();
            var answers = crowd.leave();
            System.out.printf("schema dropped and made anew: told after %d ms, migrated and ready after %d ms; %d answers %s%n",
                    told.toMillis(), took.toMillis(),
                    answers.size(), Crowd.byStatus(answers));
            assertThat(answers).allMatch(
                    answer -> answer.isGood() || answer.isTypedUnavailable() || answer.status() == 401);
            assertThat(told).isLessThan(TOLD);
            assertThat(took).isLessThan(BACK);
        }
    }

    /** {@code DATABASE_MIGRATE_AT_START=false}. */
    @Test
    void isReadyAsSoonAsSomebodyElseHasMigratedAnew() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            migrate(database);
            try (var service = PackagedService.start(Map.of("DATABASE_URL", database.url(), "JWT_SIGNING_KEY", Keys.ecPem(),
                    "DATABASE_MIGRATE_AT_START", "false"))) {
                await().atMost(Duration.ofSeconds(60)).until(service::isReady);
                var token = service.signUp();
                var crowd = Crowd.gather(service, CLIENTS, PAUSE, (client, turn) -> service
                        .request("/api/tasks").header("Authorization", "Bearer " + token).build());
                var begun = System.nanoTime();
                Sql.run(database, "neondb", DROP);
                await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20))
                        .until(() -> says(service, FailureKind.TABLE_MISSING));
                var told = Duration.ofNanos(System.nanoTime() - begun);
                migrate(database);
                var migrated = System.nanoTime();
                await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20)).until(service::isReady);
                var took = Duration.ofNanos(System.nanoTime() - migrated);
                System.out.printf("migrated anew by somebody else: told after %d ms, ready %d ms after%n", told.toMillis(),
                        took.toMillis());
                assertThat(told).isLessThan(TOLD);
                assertThat(took).isLessThan(BACK);
                assertThat(crowd.leave()).allMatch(answer -> answer.isGood() || answer.isTypedUnavailable());
                assertThat(service.logged("begins")).isEmpty();
            }
        }
    }

    private static void migrate(EmbeddedDatabase database) throws Exception {
        try (var migrate = PackagedService.startQuickly(Map.of("DATABASE_URL", database.url()), "migrate")) {
            assertThat(migrate.exitCode()).as(migrate.err()).isZero();
        }
    }

    /** Probes go on meanwhile, as they do. */
    @Test
    void theDatabaseOfOneThatIsForgottenSleeps() throws Exception {
        try (var scene = Scene.with(Map.of("DATABASE_IDLE_TIMEOUT", "1s", "DATABASE_SUSPEND_AFTER", "3s"))) {
            var token = scene.person();
            Sql.run(scene.database, "neondb", "alter table tasks rename to duties");
            assertThat(Crowd.ask(scene.service, scene.list(token)).isTypedUnavailable()).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> says(scene.service, FailureKind.TABLE_MISSING));
            var looks = new Looks(scene);
            await().pollInterval(Duration.ofMillis(200)).atMost(Duration.ofSeconds(90)).until(
                    () -> looks.arePausedFor(QUIET) && !scene.service.isReady());
            System.out.printf("a broken schema nobody asks for: nothing reached the database for %d s after %d looks%n",
                    QUIET.toSeconds(), looks.seen);
            Sql.run(scene.database, "neondb", "alter table duties rename to tasks");
            var mended = System.nanoTime();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Crowd.ask(scene.service, scene.list(token)).isGood() && scene.service.isReady());
            assertThat(Duration.ofNanos(System.nanoTime() - mended)).isLessThan(BACK);
        }
    }

    private static final class Looks {

        private final Scene scene;
        private long counted;
        private long newest = System.nanoTime();
        private int seen;

        Looks(Scene scene) {
            this.scene = scene;
        }

        boolean arePausedFor(Duration time) {
            var count = scene.simulator.counts().statements() + scene.simulator.counts().startUps();
            if (count != counted) {
                counted = count;
                newest = System.nanoTime();
                seen++;
            }
            return System.nanoTime() - newest > time.toNanos();
        }
    }

    private static void happens(Scene scene, FailureKind kind, String breaking, String mending) throws Exception {
        Sql.run(scene.database, "neondb", breaking);
        var broken = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20)).until(() -> says(scene.service, kind));
        var told = Duration.ofNanos(System.nanoTime() - broken);
        assertThat(scene.service.status("/health/ready")).isEqualTo(503);
        assertThat(scene.service.status("/health/started")).isEqualTo(200);
        assertThat(scene.service.get("/api/status").body()).contains("\"state\":\"DOWN\"", "\"schemaVersion\":null",
                kind.text());
        Sql.run(scene.database, "neondb", mending);
        var mended = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(20)).until(scene.service::isReady);
        var back = Duration.ofNanos(System.nanoTime() - mended);
        System.out.printf("%s: told after %d ms, ready %d ms after the mending%n", breaking.split(";")[0], told.toMillis(),
                back.toMillis());
        assertThat(told).as(breaking).isLessThan(TOLD);
        assertThat(back).as(breaking).isLessThan(BACK);
    }

    private static boolean says(PackagedService service, FailureKind kind) throws IOException {
        return service.get("/health/ready").body().contains(kind.text());
    }
}
