package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.neontasks.Sql;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.packaged.PackagedService;

/** Whatever goes wrong, no log line, answer or metric holds a secret, nor where the database is. */
@Tag("faults")
@Tag("native")
class SecretsFaultIT {

    static final String KEY = Keys.ecPem();
    static final String KEY_MATERIAL = KEY.split("\n")[1];
    static final String PASSWORD = "canary-p4ssword";

    static EmbeddedDatabase database;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = EmbeddedDatabase.temporary();
        Sql.run(database, "postgres", """
                alter role neondb_owner password '%1$s';
                create role unlucky login password '%1$s' connection limit 0;
                create role feeble login password '%1$s'""".formatted(PASSWORD));
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing is wrong             | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:PORT/neondb?sslmode=verify-full&sslrootcert=CA
            all is logged                | LOG_LEVEL    | DEBUG
            closed port                  | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:1/neondb
            unknown host                 | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@no-such-host.invalid/neondb
            wrong password               | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword-wrong@localhost:PORT/neondb
            unknown database             | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:PORT/nowhere
            unknown role                 | DATABASE_URL | postgresql://stranger:canary-p4ssword@localhost:PORT/neondb
            no connection left           | DATABASE_URL | postgresql://unlucky:canary-p4ssword@localhost:PORT/neondb
            no right to create           | DATABASE_URL | postgresql://feeble:canary-p4ssword@localhost:PORT/neondb
            certificate of somebody else | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:PORT/neondb?sslmode=verify-full
            certificate of another name  | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@127.0.0.2:PORT/neondb?sslmode=verify-full&sslrootcert=CA
            not a database               | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:HTTP/neondb
            missing root certificate     | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:PORT/neondb?sslmode=verify-full&sslrootcert=/nowhere
            a weak mode                  | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:PORT/neondb?sslmode=prefer
            an unknown parameter         | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:PORT/neondb?pass=canary-p4ssword
            no host                      | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@/neondb
            no scheme                    | DATABASE_URL | neondb_owner:canary-p4ssword@localhost/neondb
            a bad port                   | DATABASE_URL | postgresql://neondb_owner:canary-p4ssword@localhost:port/neondb
            a password with a slash      | DATABASE_URL | postgresql://neondb_owner:canary/p4ssword@localhost/neondb
            a key cut in two             | JWT_SIGNING_KEY | KEY_MATERIAL
            """)
    void showNowhere(String failure, String variable, String value) throws IOException {
        var variables = new HashMap<>(Map.of("JWT_SIGNING_KEY", KEY, "DATABASE_WAKE_BUDGET", "1s", "DATABASE_URL",
                filled("postgresql://neondb_owner:canary-p4ssword@localhost:PORT/neondb")));
        variables.put(variable, filled(value));
        var seen = new StringBuilder();
        try (var service = PackagedService.startQuickly(variables)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !service.isAlive() || service.status("/health/live") == 200);
            if (service.isAlive()) {
                await().atMost(Duration.ofSeconds(30)).until(() -> service.isReady() || !service.isAlive()
                        || service.status("/health/ready") == 503 && service.out().contains("Database not reached"));
                if (service.isAlive()) {
                    seen.append(answers(service));
                }
            }
            seen.append(service.out()).append(service.err());
        }
        assertThat(seen).isNotEmpty();
        for (var secret : new String[] { PASSWORD, "p4ssword", KEY_MATERIAL, "localhost:" + database.port(), "no-such-host" }) {
            assertThat(seen.toString()).as(failure).doesNotContain(secret);
        }
    }

    private static String answers(PackagedService service) throws IOException {
        var seen = new StringBuilder();
        for (var path : new String[] { "/health", "/health/ready", "/health/well", "/api/status", "/api/tasks", "/openapi" }) {
            seen.append(service.get(path).body());
        }
        for (var path : new String[] { "sign-up", "sign-in" }) {
            seen.append(service.post("/api/auth/" + path,
                    "{\"email\":\"a@example.com\",\"password\":\"long enough for it\"}").body());
        }
        var broken = service.request("/api/tasks").header("Authorization", "Bearer " + KEY_MATERIAL.substring(1))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{")).build();
        seen.append(service.send(broken).body());
        var metrics = service.send(service.managementRequest("/metrics"));
        assertThat(metrics.statusCode()).isEqualTo(200);
        return seen.append(metrics.body()).toString();
    }

    private static String filled(String value) {
        return value.replace("PORT", Integer.toString(database.port())).replace("CA", database.caCertificate().toString())
                .replace("HTTP", "22").replace("KEY_MATERIAL", KEY.substring(0, 120));
    }
}
