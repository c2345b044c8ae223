package dev.neontasks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("parts")
class EnvironmentTest {

    private static final Variable<Integer> NUMBER = Variable.of("X", Syntax.number(1, 100), "20", "");
    private static final Variable<String> CHOICE = Variable.of("X", Syntax.choice("json", "text"), "text", "");
    private static final Variable<List<String>> LIST = Variable.of("X", Syntax.list(Syntax.text("")), "", "");
    private static final Variable<Optional<String>> SECRET = Variable.secret("X", "", "", "");

    @ParameterizedTest
    @CsvSource({ "500ms, 500", "10s, 10000", "2m, 120000", "1h, 3600000", "' 10s ', 10000" })
    void readsDurations(String text, long millis) {
        assertThat(duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = { "10", "s", "1.5s", "-1s", "10 s", "10S", "PT10S", "9999999999s", "1d" })
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> duration(text)).isInstanceOf(ConfigurationFault.class)
                .hasMessage("X: '%s' is not a duration; write one like 500ms, 10s or 2m", text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "99ms", "2h" })
    void refusesADurationOutOfBounds(String text) {
        assertThatThrownBy(() -> duration(text)).hasMessage("X: '%s' is not between 100ms and 60m", text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "101", "ten", "1e1", "10.0", "99999999999" })
    void refusesANumberOutOfBounds(String text) {
        assertThatThrownBy(() -> with(text).get(NUMBER))
                .hasMessage("X: '%s' is not a whole number from 1 to 100", text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10         | X: '10' is not a rate; write one like 10/1m, at most 1000000/24h
            0/1m       | X: '0/1m' is not a rate; write one like 10/1m, at most 1000000/24h
            1000001/1m | X: '1000001/1m' is not a rate; write one like 10/1m, at most 1000000/24h
            10/1d      | X: '1d' is not a duration; write one like 500ms, 10s or 2m
            10/0s      | X: '10/0s' is not for a time up to 24h
            10/25h     | X: '10/25h' is not for a time up to 24h
            """)
    void refusesWhatIsNoRate(String text, String fault) {
        assertThatThrownBy(() -> with(text).get(Variable.of("X", Syntax.rate(), "1/1s", ""))).hasMessage(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = { "proxy", "10.0.0.0/33", "10.0.0.0/-1", "/8", "10.0.0.0/" })
    void refusesWhatIsNoRange(String text) {
        var ranges = Variable.of("X", Syntax.list(Syntax.range()), "", "");
        assertThatThrownBy(() -> with("10.0.0.0/8, " + text).get(ranges))
                .hasMessage("X: '%s' is no address or range; write one like 10.0.0.0/8", text);
    }

    @Test
    void refusesWhatIsNoFlagAndNoChoice() {
        assertThatThrownBy(() -> with("perhaps").get(Variable.of("X", Syntax.flag(), "true", "")))
                .hasMessage("X: 'perhaps' is neither true nor false");
        assertThatThrownBy(() -> with("xml").get(CHOICE)).hasMessage("X: 'xml' is none of json, text");
    }

    @Test
    void emptyIsNotSet() {
        var environment = with("  ");
        assertThat(environment.get(Variable.optional("X", Syntax.text(""), "", ""))).isEmpty();
        assertThat(environment.get(SECRET)).isEmpty();
        assertThat(environment.get(NUMBER)).isEqualTo(20);
        assertThat(environment.get(Variable.of("X", Syntax.flag(), "true", ""))).isTrue();
        assertThat(environment.get(CHOICE)).isEqualTo("text");
        assertThat(environment.get(LIST)).isEmpty();
    }

    @Test
    void readsListsFlagsAndChoices() {
        assertThat(with(" a , b,,").get(LIST)).containsExactly("a", "b");
        assertThat(with("FALSE").get(Variable.of("X", Syntax.flag(), "true", ""))).isFalse();
        assertThat(with("Json").get(CHOICE)).isEqualTo("json");
    }

    @Test
    void readsASecretFromItsFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), "from the file\n");
        assertThat(with("X_FILE", file.toString()).get(SECRET)).hasValue("from the file");
    }

    @Test
    void refusesASecretFileThatCannotServe(@TempDir Path folder) throws IOException {
        var empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> with("X_FILE", empty.toString()).get(SECRET)).hasMessage("X_FILE: the file it names is empty");
        assertThatThrownBy(() -> with("X_FILE", "/no/such").get(SECRET))
                .hasMessageStartingWith("X_FILE: the file it names is not there");
        assertThatThrownBy(() -> with("X_FILE", folder.toString()).get(SECRET))
                .hasMessageStartingWith("X_FILE: names a folder");
        var both = Environment.of(name -> Optional.ofNullable(Map.of("X", "secret", "X_FILE", "/file").get(name)));
        assertThatThrownBy(() -> both.get(SECRET)).hasMessage("X: is set and so is X_FILE; set one of them");
    }

    private static Duration duration(String text) {
        return with(text).get(Variable.of("X", Syntax.duration("100ms", "1h"), "1s", ""));
    }

    private static Environment with(String value) {
        return with("X", value);
    }

    private static Environment with(String name, String value) {
        return Environment.of(asked -> asked.equals(name) ? Optional.of(value) : Optional.empty());
    }
}
