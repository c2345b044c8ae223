package dev.neontasks.database.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import dev.neontasks.TestDatabase;
import dev.neontasks.database.DatabaseSettings;
import dev.neontasks.environment.ConfigurationFault;
import dev.neontasks.environment.Environment;

/** The table of what people paste, and of what comes of it. */
@Tag("parts")
class PastedUrlsTest {

    private static final String TABLE = "/pasted/urls.txt";

    @TempDir
    static Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = TABLE, delimiter = '|', quoteCharacter = '\u0001')
    void comesToWhatTheTableSays(String form, String charset, String pasted, String outcome) throws IOException {
        var text = pasted.replace('⏎', '\n').replace('␍', '\r').replace('␠', ' ').replace('␣', '\u00A0').replace('␀', '\0')
                .replace('⌘', '\uFEFF').replace("{CA}", TestDatabase.running().caCertificate().toString());
        var file = Files.write(folder.resolve("url"), text.getBytes(Charset.forName(charset)));
        assertOutcome(outcome, "DATABASE_URL_FILE", file.toString());
        if (charset.equals("UTF-8") && text.indexOf('\0') < 0) {
            assertOutcome(outcome, "DATABASE_URL", text);
        }
    }

    private static void assertOutcome(String outcome, String variable, String value) {
        var environment = Environment.of(name -> Optional.ofNullable(Map.of(variable, value).get(name)));
        try {
            var url = DatabaseSettings.of(environment).url();
            assertThat(String.join(" ", url.user(), url.password().orElse("-"), url.host(), Integer.toString(url.port()),
                    url.database(), url.sslMode().value, url.way().map(Endpoint::toString).orElse("open"))).isEqualTo(outcome);
        } catch (ConfigurationFault e) {
            assertThat(e).hasMessageMatching("DATABASE_URL(_FILE)?: .+").hasNoCause();
            assertThat(String.valueOf(e.getMessage()).replaceFirst("^[A-Z_]+: ", "! ")).startsWith(outcome)
                    .doesNotContain("s3cret", "s3crét", "cG9z").hasLineCount(1);
        }
    }

    @Test
    void isLongEnough() throws IOException {
        try (var table = PastedUrlsTest.class.getResourceAsStream(TABLE)) {
            var rows = new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).toList();
            assertThat(rows).hasSizeGreaterThanOrEqualTo(150).doesNotHaveDuplicates();
            assertThat(List.of(rows.stream().filter(row -> row.contains("| ! ")).count(),
                    rows.stream().filter(row -> !row.contains("| ! ")).count())).allMatch(count -> count > 60);
        }
    }
}
