package dev.neontasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;

/** Holds what operators read to the code: each metric of ours is in it, and what each cause of it means. */
@QuarkusTest
class MetricsReferenceTest {

    private static final String OURS = "neon_tasks.";

    @Inject
    MeterRegistry registry;

    private final String documents = read();

    @Test
    void everyMetricIsThere() {
        var names = ours().map(Meter.Id::getName).distinct().toList();
        assertThat(names).contains("neon_tasks.exports.running").hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(documents).as(name)
                        .containsPattern("`" + name.replace('.', '_') + "(_bytes|_seconds)?(_total)?[`{]"));
    }

    @Test
    void everyCauseIsThere() {
        assertThat(ours().flatMap(id -> Stream.ofNullable(id.getTag("cause"))).distinct().toList()).hasSizeGreaterThan(15)
                .allSatisfy(cause -> assertThat(documents).contains("`" + cause + "`"));
    }

    @Test
    void everyKindOfTheSecurityLogIsThere() {
        assertThat(ours().filter(id -> id.getName().equals("neon_tasks.security.events")).map(id -> id.getTag("kind"))
                .filter(Objects::nonNull).toList()).hasSizeGreaterThan(15)
                .allSatisfy(kind -> assertThat(read(Path.of("docs/operating.md"))).contains("`" + kind + "`"));
    }

    private Stream<Meter.Id> ours() {
        return registry.getMeters().stream().map(Meter::getId).filter(id -> id.getName().startsWith(OURS));
    }

    private static String read() {
        try (var runbooks = Files.list(Path.of("docs/runbooks"))) {
            return Stream.concat(Stream.of(Path.of("docs/operating.md")), runbooks).map(MetricsReferenceTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
