package dev.neontasks.faults.histories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** What tells a copy how to get to the database, and may change while it runs. */
final class UrlFiles implements AutoCloseable {

    private final Path folder;
    private final Path pool;
    private final Path unpooled;

    private UrlFiles(Path folder) {
        this.folder = folder;
        pool = folder.resolve("pool.url");
        unpooled = folder.resolve("unpooled.url");
    }

    static UrlFiles of(String pool, String unpooled) {
        try {
            var files = new UrlFiles(Files.createTempDirectory("database-url-"));
            Files.writeString(files.pool, pool);
            Files.writeString(files.unpooled, unpooled);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> variables() {
        return Map.of("DATABASE_URL_FILE", pool.toString(), "DATABASE_URL_UNPOOLED_FILE", unpooled.toString());
    }

    void changePassword(String password) {
        try {
            for (var file : List.of(unpooled, pool)) {
                var next = Files.writeString(folder.resolve("next"),
                        Files.readString(file).replaceFirst(":[^:@/]+@", ":" + password + "@"));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (var file : List.of(pool, unpooled, folder)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
