package dev.neontasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** No query is taken by the compiler whatever it names. */
@Tag("parts")
class QueriesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/neontasks");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    Path folder;

    @Test
    void areRefusedWhenTheyNameWhatAnEntityDoesNotHave() throws IOException {
        assertThat(refused(Map.of())).isEmpty();
        var renamed = Map.of("Task", List.of("owner"), "Receipt", List.of("owner"), "Account", List.of("email", "passwordHash"),
                "RefreshSession",
                List.of("id", "expiresAt"), "AccountLink", List.of("tokenHash"));
        assertThat(refused(renamed)).containsExactlyInAnyOrderElementsOf(queries());
    }

    /** The place of every query, when the attributes in {@code renamed} have other names than they have. */
    private List<String> refused(Map<String, List<String>> renamed) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(found, null, null)) {
            var sources = Stream.concat(sources("@Entity").map(source -> renamed(source, renamed)), sources("@Repository"))
                    .toList();
            compiler.getTask(null, files, found,
                    List.of("-proc:only", "-classpath", CLASS_PATH, "-processorpath", CLASS_PATH, "-s", folder.toString()),
                    null, files.getJavaFileObjectsFromPaths(sources)).call();
        }
        return found.getDiagnostics().stream().filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(error -> place(Path.of(error.getSource().toUri()), error.getLineNumber())).distinct().toList();
    }

    private Path renamed(Path entity, Map<String, List<String>> renamed) {
        try {
            var text = Files.readString(entity);
            for (var attribute : renamed.getOrDefault(entity.getFileName().toString().replace(".java", ""), List.of())) {
                text = text.replaceAll("\\b" + attribute + "\\b", attribute + "Renamed");
            }
            return Files.writeString(folder.resolve(entity.getFileName()), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> queries() throws IOException {
        return sources("@Repository").flatMap(QueriesTest::queries).toList();
    }

    private static Stream<String> queries(Path repository) {
        try {
            var lines = Files.readAllLines(repository);
            return Stream.iterate(0, line -> line < lines.size(), line -> line + 1)
                    .filter(line -> lines.get(line).contains("@Query(")).map(line -> place(repository, line + 1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String place(Path file, long line) {
        return file.getFileName() + ":" + line;
    }

    private static Stream<Path> sources(String annotation) throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).filter(file -> isWith(annotation, file))
                    .collect(Collectors.toList()).stream();
        }
    }

    private static boolean isWith(String annotation, Path file) {
        try {
            return Files.readAllLines(file).contains(annotation);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
