package dev.neontasks.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.neontasks.environment.BasePath;

/** What Quarkus takes from a request, and what is left of it. */
class MetricLabelsTest {

    private static final Pattern DESCRIBED = Pattern.compile("(?m)^  \"?(/[^\":]*)\"?:$");

    @ParameterizedTest
    @ValueSource(strings = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" })
    void keepsMethodsThatAreKnown(String method) {
        assertThat(labels(method, "/api/tasks/{id}")).containsExactlyInAnyOrder(method, "/api/tasks/{id}");
    }

    @ParameterizedTest
    @CsvSource({ "FOO, /api/tasks", "get, /api/tasks", "CONNECT, /api/tasks" })
    void keepsNoOtherMethod(String method, String path) {
        assertThat(labels(method, path)).containsExactlyInAnyOrder(MetricLabels.OTHER, path);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/h1:80", "/anything", "/api/tasks/1", "/*", "/cors-preflight" })
    void keepsNoPathThatIsNotDescribed(String path) {
        assertThat(labels("GET", path)).containsExactlyInAnyOrder("GET", MetricLabels.OTHER);
    }

    /** Among them that of a call added later. */
    @Test
    void keepsEveryPathThatIsDescribed() throws IOException {
        var described = DESCRIBED.matcher(Files.readString(Path.of("docs/openapi.yaml"))).results().map(path -> path.group(1))
                .toList();
        assertThat(described).contains("/api/tasks/{id}", "/health/live");
        for (var path : described) {
            assertThat(labels("GET", path)).as(path).contains(path);
        }
    }

    @Test
    void leavesWhatIsNotAboutRequestsAlone() {
        var id = new Meter.Id("neon_tasks.database.wakeups", Tags.of("cause", "request", "method", "x"), null, null,
                Meter.Type.COUNTER);
        assertThat(new MetricLabels(BasePath.ROOT).map(id)).isSameAs(id);
    }

    @ParameterizedTest
    @CsvSource({ "/b/health/live, /health/live", "/b/anything, OTHER", "/bar/health, OTHER", "/b, OTHER", "/api/me, /api/me" })
    void isAboutPathsUnderTheBasePath(String path, String label) {
        assertThat(labels(new BasePath("/b"), "GET", path)).containsExactlyInAnyOrder("GET", label);
    }

    /** What is taken off is no part of what Quarkus knows a call of the API by. */
    @ParameterizedTest
    @CsvSource({ "/api/tasks, /api/tasks", "/api/tasks/{id}, /api/tasks/{id}", "/api/health/live, /health/live",
            "/api/x, OTHER" })
    void knowsItsOwnPathsUnderOneOfTheSameName(String path, String label) {
        assertThat(labels(new BasePath("/api"), "GET", path)).containsExactlyInAnyOrder("GET", label);
    }

    private static List<String> labels(String method, String path) {
        return labels(BasePath.ROOT, method, path);
    }

    private static List<String> labels(BasePath base, String method, String path) {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MetricLabels(base));
        registry.timer("http.server.requests", "method", method, "uri", path);
        return registry.getMeters().get(0).getId().getTags().stream().map(tag -> tag.getValue()).toList();
    }
}
