package dev.neontasks.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("parts")
class ConsoleTest {

    private final NeonSimulator simulator = NeonSimulator.before("localhost:1", 0);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Console console = new Console(simulator, new PrintStream(printed));

    @AfterEach
    void close() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "wake", "wake 2s", "autosuspend 5m", "latency 20ms", "kill", "refuse", "vanish", "hang",
            "hang connections", "hang statements", "reset before", "reset after insert into", "answer NO_COMPUTE",
            "answer some text", "tls tls_1_1", "recover", "counts", "url" })
    void takes(String line) {
        console.run(line);
        assertThat(printed.toString()).endsWith("ok\n");
    }

    @Test
    void saysThatItSleeps() {
        console.run("sleep");
        assertThat(simulator.isAsleep()).isTrue();
        assertThat(printed.toString()).isEqualTo("ok, asleep\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "snore", "latency", "latency 20", "hang me", "reset", "answer NOTHING_KNOWN", "tls 1.1" })
    void refuses(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> console.run(line));
    }
}
