package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.simulator.PgBouncer;
import dev.neontasks.simulator.PgBouncer.Mode;

/**
 * The service at a real PgBouncer whose host tells nothing, with three connections to the server. Debian's is too old for
 * {@code max_prepared_statements}, so that named statements break in every mode but its first.
 */
@Tag("faults")
class UnnamedPoolerFaultIT {

    static final int CONNECTIONS = 3;
    static final int USERS = 6;
    static final int ROUNDS = 30;
    static final String FOUND = "leads to a pooler";

    EmbeddedDatabase database;
    PgBouncer pooler;
    Mode mode;

    @BeforeEach
    void start() {
        database = EmbeddedDatabase.temporary();
    }

    @AfterEach
    void stop() {
        if (pooler != null) {
            pooler.close();
        }
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void findsOutByThePoolsOwnWay(Mode mode) {
        start(mode);
        try (var service = service(Map.of("DATABASE_URL_UNPOOLED", database.url()))) {
            assertAllGood(service, mode + ", migrations around it");
            assertPooled(service);
            assertThat(service.logged(FOUND)).hasSize(1);
        }
    }

    @Test
    void findsOutByTheWayOfMigrationsWhenItIsTheSame() {
        migrate(Map.of("DATABASE_URL", database.url()));
        start(Mode.TRANSACTION);
        try (var service = service(Map.of())) {
            assertAllGood(service, mode + ", nothing to migrate");
            assertPooled(service);
            assertThat(service.logged(FOUND)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void refusesToMigrateUnderALockOfNobody(Mode mode) throws SQLException {
        start(mode);
        for (var arguments : List.of(new String[0], new String[] { "migrate" }, new String[] { "migrate", "--plan" })) {
            try (var service = PackagedService.startQuickly(variables(Map.of()), arguments)) {
                assertThat(service.exitCode()).as(service.out() + service.err()).isEqualTo(78);
                assertThat(service.out() + service.err()).contains("DATABASE_URL_UNPOOLED: ");
            }
        }
        assertThat(Sql.ask(database, "neondb", "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
    }

    @Test
    void theDoctorSaysWhatItIsAndWhatIsMissing() {
        start(Mode.TRANSACTION);
        var around = doctor(0, Map.of("DATABASE_URL_UNPOOLED", database.url()));
        assertThat(around).containsPattern("ok +endpoint .* pooled").doesNotContain("direct");
        assertThat(doctor(1, Map.of())).contains("MIGRATION_THROUGH_POOLER").contains("DATABASE_URL_UNPOOLED");
        migrate(Map.of("DATABASE_URL", database.url()));
        assertThat(doctor(0, Map.of())).containsPattern("ok +endpoint .* pooled");
    }

    @ParameterizedTest
    @ValueSource(strings = { "url", "variable" })
    void takesTheWordOfWhoKnows(String where) {
        start(Mode.TRANSACTION);
        try (var service = service(where.equals("url")
                ? Map.of("DATABASE_URL", pooler.namelessUrl() + "&pgbouncer=true", "DATABASE_URL_UNPOOLED", database.url())
                : Map.of("DATABASE_ENDPOINT", "pooled", "DATABASE_URL_UNPOOLED", database.url()))) {
            assertAllGood(service, "settled by the " + where);
            assertPooled(service);
            assertThat(service.logged(FOUND)).isEmpty();
        }
    }

    /** It keeps a session for one client, and so its lock. */
    @Test
    void migratesThroughOneInSessionModeThatIsSaidToBeDirect() {
        start(Mode.SESSION);
        migrate(Map.of("DATABASE_URL", pooler.namelessUrl(), "DATABASE_ENDPOINT", "direct"));
        assertThat(doctor(0, Map.of("DATABASE_URL_UNPOOLED", pooler.namelessUrl() + "&pgbouncer=false")))
                .containsPattern("ok +endpoint .* pooled");
    }

    private void start(Mode poolers) {
        mode = poolers;
        pooler = PgBouncer.before(database, poolers, CONNECTIONS);
    }

    private static void migrate(Map<String, String> variables) {
        try (var migrate = PackagedService.startQuickly(variables, "migrate")) {
            assertThat(migrate.exitCode()).as(migrate.out() + migrate.err()).isZero();
        }
    }

    private String doctor(int code, Map<String, String> variables) {
        try (var doctor = PackagedService.startQuickly(variables(variables), "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isEqualTo(code);
            return doctor.out();
        }
    }

    private PackagedService service(Map<String, String> variables) {
        var service = PackagedService.start(variables(variables));
        try {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            return service;
        } catch (RuntimeException e) {
            System.out.println(service.out() + service.err());
            service.close();
            throw e;
        }
    }

    private Map<String, String> variables(Map<String, String> more) {
        var all = new HashMap<>(Map.of("DATABASE_URL", pooler.namelessUrl(), "JWT_SIGNING_KEY", Keys.ecPem(),
                "SIGN_UP_LIMIT", "100000/1m"));
        if (mode == Mode.SESSION) {
            // A client keeps what it has, and one more than there are would wait for as long.
            all.put("DATABASE_POOL_MAX", Integer.toString(CONNECTIONS - 1));
        }
        all.putAll(more);
        return all;
    }

    private static void assertPooled(PackagedService service) {
        try {
            assertThat(service.get("/api/status").body()).contains("\"endpoint\":\"POOLED\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertAllGood(PackagedService service, String how) {
        var answers = IntStream.range(0, USERS).parallel().mapToObj(user -> addAndRead(service)).flatMap(List::stream).toList();
        var bad = answers.stream().filter(answer -> !answer.isGood()).toList();
        System.out.printf("PgBouncer, %s: %d answers, %d bad%n", how, answers.size(), bad.size());
        assertThat(answers).hasSize(USERS * ROUNDS * 2);
        assertThat(bad).as(how).isEmpty();
    }

    private static List<Crowd.Answer> addAndRead(PackagedService service) {
        var token = service.signUp();
        var answers = new ArrayList<Crowd.Answer>();
        for (var round = 0; round < ROUNDS; round++) {
            var added = Crowd.ask(service, as(service, token, "/api/tasks")
                    .POST(BodyPublishers.ofString("{\"title\":\"Water the plants\"}")).build());
            answers.add(added);
            var path = added.isGood() ? "/api/tasks/" + JsonPath.from(added.body()).getString("id") : "/api/tasks";
            answers.add(Crowd.ask(service, as(service, token, path).build()));
        }
        return answers;
    }

    private static HttpRequest.Builder as(PackagedService service, String token, String path) {
        return service.request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
    }
}
