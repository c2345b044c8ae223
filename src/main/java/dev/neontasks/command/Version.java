package dev.neontasks.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which version this binary is: written into a resource when it is built. */
final class Version {

    private static final String RESOURCE = "/META-INF/neon-tasks.version";

    private Version() {
    }

    static String text() {
        try (var resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("built without " + RESOURCE);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
