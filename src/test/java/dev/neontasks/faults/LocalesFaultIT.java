package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.embedded.InstalledServer;
import dev.neontasks.packaged.PackagedService;
import dev.neontasks.task.Comparison;

/** What is written on one database is found on any: on an embedded server, and on the older one that the machine has. */
@Tag("faults")
class LocalesFaultIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static EmbeddedDatabase embedded;
    private static InstalledServer installed;

    @BeforeAll
    static void startServers() throws Exception {
        embedded = EmbeddedDatabase.temporary();
        installed = InstalledServer.start();
    }

    @AfterAll
    static void stopServers() {
        embedded.close();
        installed.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            embedded  | encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8'
            embedded  | encoding 'UTF8' locale_provider libc locale 'C'
            embedded  | encoding 'UTF8' locale_provider icu icu_locale 'und' locale 'C.UTF-8'
            embedded  | encoding 'UTF8' locale_provider icu icu_locale 'de-DE' locale 'C.UTF-8'
            embedded  | encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C.UTF-8'
            embedded  | encoding 'SQL_ASCII' locale_provider libc locale 'C'
            installed | encoding 'UTF8' locale_provider libc locale 'C'
            installed | encoding 'UTF8' locale_provider libc locale 'C.UTF-8'
            installed | encoding 'UTF8' locale_provider libc locale 'de_DE.UTF-8'
            installed | encoding 'UTF8' locale_provider libc locale 'tr_TR.UTF-8'
            installed | encoding 'UTF8' locale_provider icu icu_locale 'und' locale 'C.UTF-8'
            installed | encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C.UTF-8'
            installed | encoding 'SQL_ASCII' locale_provider libc locale 'C'
            """)
    void findsTheSame(String server, String options) throws SQLException {
        var variables = Map.of("DATABASE_URL", database(server, options), "JWT_SIGNING_KEY", Keys.ecPem());
        try (var service = PackagedService.startQuickly(variables)) {
            await().atMost(Duration.ofSeconds(60)).until(service::isReady);
            var token = service.signUp();
            var failures = new ArrayList<Comparison>();
            for (var comparison : Comparison.ALL) {
                add(service, token, comparison.title());
                if (finds(service, token, comparison) != comparison.finds()) {
                    failures.add(comparison);
                }
            }
            assertThat(failures).isEmpty();
        }
        try (var doctor = PackagedService.startQuickly(variables, "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        }
    }

    @Test
    void isNotServedInAnotherEncoding() throws SQLException {
        var variables = Map.of("DATABASE_URL", database("installed", "encoding 'LATIN1' locale_provider libc locale 'C'"),
                "JWT_SIGNING_KEY", Keys.ecPem());
        try (var service = PackagedService.startQuickly(variables)) {
            assertThat(service.exitCode()).isEqualTo(65);
        }
    }

    /** Neither server knows the first two; which others it knows is the machine's matter on Debian. */
    @ParameterizedTest
    @CsvSource({ "installed, IST", "installed, JST", "installed, Asia/Calcutta", "embedded, IST" })
    void isServedWhateverTheMachinesZone(String server, String zone) throws SQLException {
        var variables = Map.of("DATABASE_URL", database(server, "encoding 'UTF8' locale_provider libc locale 'C'"),
                "JWT_SIGNING_KEY", Keys.ecPem(), "TZ", zone);
        try (var service = PackagedService.startQuickly(variables)) {
            await().atMost(Duration.ofSeconds(30)).until(service::isReady);
        }
    }

    private static String database(String server, String options) throws SQLException {
        var name = "locale_" + NUMBER.incrementAndGet();
        if (server.equals("installed")) {
            return installed.createDatabase(name, options + " template template0");
        }
        Sql.run(embedded, "postgres", "create database %s owner neondb_owner %s template template0".formatted(name, options));
        return embedded.url().replace("/neondb?", "/" + name + "?");
    }

    private static void add(PackagedService service, String token, String title) {
        var body = "{\"title\":\"" + title.replace("\\", "\\\\") + "\"}";
        var answer = Crowd.ask(service, service.request("/api/tasks").header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build());
        assertThat(answer.status()).as(title).isEqualTo(201);
    }

    /** The title stands for the task: others of the same letters may be found besides. */
    private static boolean finds(PackagedService service, String token, Comparison comparison) {
        var answer = Crowd.ask(service, service
                .request("/api/tasks?limit=100&q=" + URLEncoder.encode(comparison.text(), StandardCharsets.UTF_8))
                .header("Authorization", "Bearer " + token).build());
        assertThat(answer.status()).as(comparison.text()).isEqualTo(200);
        return JsonPath.from(answer.body()).getList("items.title", String.class).contains(comparison.title());
    }
}
