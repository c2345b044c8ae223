package dev.neontasks.environment;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written for operators names no variable that the service does not read. */
@Tag("parts")
class VariableNamesTest {

    private static final Set<String> NAMES = DeclaredVariables.ALL.stream()
            .flatMap(variable -> Stream.of(variable.name(), variable.secret() ? variable.nameOfFile() : variable.name()))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<Path> OTHERS = Set.of(Path.of("docs/doctor.md"), Path.of("docs/moving-from-fastapi.md"));

    /** Words that begin like a variable. */
    private static final Pattern ALIKE = Pattern.compile(NAMES.stream().filter(name -> name.contains("_"))
            .map(name -> name.substring(0, name.indexOf('_') + 1)).distinct()
            .collect(Collectors.joining("|", "\\b((?:", ")[A-Z_]+)\\b")));

    /** The C library reads it. */
    private static final String OF_THE_LIBRARY = "MALLOC_ARENA_MAX";

    /** {@code NAME=value} of systemd and of kustomize, and {@code name: NAME} of Kubernetes. */
    private static final Pattern SET = Pattern.compile("^(?:#|Environment=| *- )?([A-Z_]+)=|^ *- name: ([A-Z_]+)$",
            Pattern.MULTILINE);

    @ParameterizedTest
    @MethodSource
    void allAreRead(Path file) throws IOException {
        assertThat(ALIKE.matcher(Files.readString(file)).results().map(MatchResult::group)).isSubsetOf(NAMES);
    }

    /** Without the doctor's page, whose codes are written like variables, and the one that names those of another service. */
    static Stream<Path> allAreRead() throws IOException {
        return Stream.of(Stream.of(Path.of("README.md")), files("docs", ".md").filter(not(OTHERS::contains)),
                files("deploy", "")).flatMap(files -> files);
    }

    @ParameterizedTest
    @MethodSource
    void allThatAreSetAreRead(Path file) throws IOException {
        assertThat(SET.matcher(Files.readString(file)).results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(name -> !name.equals(OF_THE_LIBRARY))).isSubsetOf(NAMES);
    }

    static Stream<Path> allThatAreSetAreRead() throws IOException {
        return Stream.concat(files("deploy/systemd", ""), files("deploy/kubernetes", ""));
    }

    private static Stream<Path> files(String folder, String ending) throws IOException {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("node_modules"))
                    .filter(file -> file.toString().endsWith(ending)).toList().stream();
        }
    }
}
