package dev.neontasks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {

    private static final String ODD = "/\\.?#%&<>\"' \t\r\n:@;=*aZ0-_~é\u0000\u2028";

    @ParameterizedTest
    @CsvSource({ "/, ''", "/tasks, /tasks", "/tasks/, /tasks", "/team/v1.2/to-do_~1, /team/v1.2/to-do_~1" })
    void takesNamesBetweenSlashes(String text, String path) {
        assertThat(BasePath.parse(text)).map(BasePath::path).hasValue(path);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "tasks", "//", "//evil.example", "/tasks//", "/a//b", "/..", "/a/../b", "/a/.", "/.hidden",
            "/a b",
            "/a%2Fb", "/a?x", "/a#x", "/a;x", "/a\\b", "/\"><script>", "/a\r\nSet-Cookie: x", "https://example.com/a", "/é" })
    void takesNothingElse(String text) {
        assertThat(BasePath.parse(text)).isEmpty();
    }

    @Test
    void isNotForEverLong() {
        assertThat(BasePath.parse("/" + "a".repeat(199))).isPresent();
        assertThat(BasePath.parse("/" + "a".repeat(200))).isEmpty();
        assertThat(BasePath.parse("/a".repeat(500_000))).isEmpty();
    }

    /** Whatever is taken may stand in a header, in an attribute of HTML, and before a path. */
    @Test
    void isHarmlessWhateverWasWritten() {
        var random = new Random(22);
        var taken = 0;
        for (var i = 0; i < 200_000; i++) {
            var text = random.ints(random.nextInt(9), 0, ODD.length()).mapToObj(ODD::charAt)
                    .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append).insert(0, '/').toString();
            var path = BasePath.parse(text).map(BasePath::path);
            if (path.isPresent()) {
                taken++;
                var uri = URI.create(path.get() + "/api");
                assertThat(uri.normalize().getRawPath()).as(text).isEqualTo(path.get() + "/api");
                assertThat(uri.getRawAuthority()).as(text).isNull();
                assertThat(path.get()).doesNotContainPattern("[\"'<>\\s\\p{Cntrl}]");
            }
        }
        assertThat(taken).isGreaterThan(1000);
    }

    @ParameterizedTest
    @CsvSource({ "/tasks, true", "/tasks/, true", "/tasks/api, true", "/tasksapi, false", "/, false", "/Tasks/api, false",
            "tasks/api, false" })
    void holdsWhatIsUnderIt(String path, boolean holds) {
        assertThat(new BasePath("/tasks").holds(path)).isEqualTo(holds);
        assertThat(BasePath.ROOT.holds("/" + path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "/tasks, /", "/tasks/, /", "/tasks/api, /api", "/tasks//api, //api" })
    void isTakenOff(String path, String rest) {
        assertThat(new BasePath("/tasks").without(path)).isEqualTo(rest);
    }

    @Test
    void isRefusedInOneLine() {
        assertThatThrownBy(() -> Environment.of(name -> Optional.of("tasks")).get(BasePath.VARIABLE))
                .isInstanceOf(ConfigurationFault.class)
                .hasMessageMatching("BASE_PATH: 'tasks' is no path; write one like /tasks.*");
    }
}
