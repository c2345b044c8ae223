package dev.neontasks.packaged;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.neontasks.account.token.Keys;

/** The classes that a start loads, for all JVMs of the tests to share: with it they start in half the time. */
final class ClassArchive {

    /** Another JVM could not use it. */
    private static final Path FILE = Path.of("target", "classes-" + System.getProperty("java.vm.version") + ".jsa")
            .toAbsolutePath();

    private ClassArchive() {
    }

    /** Makes it if there is none of the newest jar; one at a time, of all JVMs that test. */
    static synchronized List<String> options() {
        try (var turn = FileChannel.open(FILE.resolveSibling(FILE.getFileName() + ".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            turn.lock();
            if (!Files.exists(FILE)
                    || Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(PackagedService.JAR)) < 0) {
                make();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-XX:SharedArchiveFile=" + FILE);
    }

    private static void make() throws IOException {
        var whole = FILE.resolveSibling(FILE.getFileName() + ".part");
        Files.deleteIfExists(whole);
        try (var service = PackagedService.startWith(List.of("-XX:ArchiveClassesAtExit=" + whole, "-XX:TieredStopAtLevel=1"),
                Map.of("DATABASE_URL", "postgresql://nobody:nothing@localhost:1/nowhere", "JWT_SIGNING_KEY", Keys.ecPem()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/health/live") == 200);
            service.terminate();
            service.exitCode();
        }
        Files.move(whole, FILE, StandardCopyOption.REPLACE_EXISTING);
    }
}
