package dev.neontasks.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("parts")
class IgnoredEntriesTest {

    private static final String ENTRIES = "quarkus.package.jar.user-configured-ignored-entries";

    @Test
    void nameEveryClassOfThisPackage() throws Exception {
        var classes = Path.of(EmbeddedDatabase.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var properties = new Properties();
        try (var in = Files.newInputStream(classes.resolve("application.properties"))) {
            properties.load(in);
        }
        try (var files = Files.walk(classes.resolve("dev/neontasks/embedded"))) {
            assertThat(properties.getProperty(ENTRIES).split(","))
                    .containsExactlyInAnyOrderElementsOf(files.map(classes::relativize).map(Path::toString).toList());
        }
    }
}
