package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.path.json.JsonPath;

import dev.neontasks.Sql;
import dev.neontasks.TestDatabase;
import dev.neontasks.account.token.Keys;
import dev.neontasks.embedded.EmbeddedDatabase;
import dev.neontasks.environment.Environment;

/** Whatever is wrong: nothing of what somebody wrote is in the file. */
@Tag("parts")
class SupportReportTest {

    private static final String CANARY = "canary";

    @TempDir
    Path folder;

    @Test
    void hasTheWalkTheVersionsAndTheShapesOfAllThatIsSet() throws IOException, SQLException {
        var report = JsonPath.from(report(Map.of("DATABASE_URL", url(), "DATABASE_POOL_MAX", "7", "PORT", "1",
                "JWT_SIGNING_KEY", Keys.ecPem(), "JWT_ISSUER", "https://canary.example.com/canary")));
        assertThat(report.getList("walk.steps")).hasSize(10);
        assertThat(report.getString("versions.neon-tasks")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(report.getMap("variables")).containsEntry("DATABASE_POOL_MAX", "7").containsEntry("PORT", "1")
                .hasEntrySatisfying("DATABASE_URL", shape -> assertThat(shape.toString())
                        .matches("URL with the scheme postgresql, \\d+ characters"))
                .hasEntrySatisfying("JWT_SIGNING_KEY", shape -> assertThat(shape.toString())
                        .matches("PEM of a PRIVATE KEY, \\d+ characters"))
                .doesNotContainKey("DATABASE_URL_UNPOOLED");
        assertThat(report.getMap("service").get("/api/status").toString()).startsWith("nobody answers");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "postgresql://canary_user:canary_pass%40word@canary-host.invalid:5432/canary_db?sslmode=require",
            "postgresql://canary_user:canary_password@localhost:1/canary_db",
            "canary_user:canary_password@canary-host/canary_db",
            "postgresql://canary_user:canary_password@localhost/canary_db?canary_parameter=canary_value",
            "postgresql://canary_user:canary_password@localhost/canary_db?sslrootcert=/canary/file",
            "postgresql://canary_user:canary_password@/canary_db", "'canary password", "canary" })
    void hasNoWordOfAUrlHoweverWrongItIs(String url) throws IOException {
        report(Map.of("DATABASE_URL", url));
        report(Map.of("DATABASE_URL", url, "DATABASE_URL_UNPOOLED", url.replace("db", "other_db")));
        report(Map.of("DATABASE_URL_FILE", Files.writeString(folder.resolve("canary-file"), url).toString()));
        report(Map.of("DATABASE_URL_FILE", "/canary-folder/" + url.length()));
    }

    @Test
    void hasNoWordOfAnyVariable() throws IOException, SQLException {
        for (var name : SupportReport.VARIABLES) {
            var variables = new HashMap<>(Map.of("DATABASE_URL", url()));
            variables.put(name, "canary-value of " + name);
            report(variables);
        }
    }

    @Test
    void knowsAllVariables() throws IOException {
        var reference = Files.readString(Path.of("docs/configuration.md"));
        var rows = reference.substring(reference.indexOf("<!-- variables -->"), reference.indexOf("<!-- /variables -->"))
                .lines()
                .filter(row -> row.startsWith("| `")).map(row -> row.split("\\|")[1]);
        assertThat(SupportReport.VARIABLES).containsExactlyElementsOf(
                rows.flatMap(cell -> Arrays.stream(cell.split(","))).map(name -> name.replace("`", "").strip()).toList());
    }

    /** Not even what the server says of them. */
    @Test
    void hasNoNameOfARoleThatIsTurnedAway() throws IOException, SQLException {
        var url = url();
        Sql.run(TestDatabase.running(), "postgres", "alter role canary_role nologin");
        assertThat(report(Map.of("DATABASE_URL", url))).contains("LOGIN_NOT_PERMITTED");
    }

    private String report(Map<String, String> variables) throws IOException {
        var file = folder.resolve("report.json");
        var all = new HashMap<>(Map.of("PORT", "1"));
        all.putAll(variables);
        new Diagnose(false, 1, false, Optional.of(file),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .run(Environment.of(name -> Optional.ofNullable(all.get(name))));
        var text = Files.readString(file);
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(CANARY).doesNotContain("127.0.0.1")
                .doesNotContain("pass%40word").doesNotContain("pass@word");
        return text;
    }

    /** Of a role and a database that nobody else has. */
    private static String url() throws SQLException {
        EmbeddedDatabase server = TestDatabase.running();
        if (Sql.ask(server, "postgres", "select count(*) from pg_database where datname = 'canary_database'").equals("0")) {
            server.createDatabase("canary_database");
            Sql.run(server, "postgres", "create role canary_role login password 'canary-p4ss'");
            Sql.run(server, "canary_database", "grant create on database canary_database to canary_role;"
                    + " grant create on schema public to canary_role");
        }
        Sql.run(server, "postgres", "alter role canary_role login");
        return server.url().replaceFirst("//[^@]+@", "//canary_role:canary-p4ss@").replace("/neondb?", "/canary_database?");
    }
}
