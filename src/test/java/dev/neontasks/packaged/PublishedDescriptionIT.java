package dev.neontasks.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Looks at what packaging has stored, which knows nothing of tests. */
@Tag("packaged")
class PublishedDescriptionIT {

    private static final Path STORED = Path.of("target/openapi/openapi.yaml");
    private static final Path PUBLISHED = Path.of("docs/openapi.yaml");

    @Test
    void isWhatTheServiceSaysOfItself() throws IOException {
        assertThat(Files.readString(PUBLISHED)).as("%2$s is out of date. Run 'cp %1$s %2$s' and look at what changed.",
                STORED, PUBLISHED).isEqualTo(Files.readString(STORED));
    }
}
