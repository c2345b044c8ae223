package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("parts")
class CommandLineTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serve                       | serve: is no command
            -v                          | -v: is no command
            migrate now                 | now: is no option here
            migrate --wait              | --wait: must be given once
            migrate --wait=             | --wait: must be given once
            migrate --wait 1s --wait 2s | --wait: must be given once
            migrate --wait 10           | --wait: '10' is not a duration
            migrate --json              | --json: is no option here
            migrate --plan=perhaps      | --plan: 'perhaps' is neither true nor false
            doctor --plan               | --plan: is no option here
            doctor --json=perhaps       | --json: 'perhaps' is neither true nor false
            doctor --report             | --report: must be given once
            doctor --replicas 0         | --replicas: '0' is not a whole number
            account                     | account: takes an e-mail address
            account --disable           | account: takes an e-mail address
            account a@b.example --plan  | --plan: is no option here
            account a@b.example c       | c: is no option here
            account a@b.example --disable --enable | account: takes one of --sign-out
            --version 2                 | 2: is no option here
            """)
    void refusesWhatItDoesNotKnow(String line, String fault) {
        assertThat(run(line.split(" "))).isEqualTo(64);
        assertThat(err.toString()).startsWith("neon-tasks: " + fault).contains("usage: neon-tasks");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void tellsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("migrate [--wait DURATION]", "migrate --plan [--json]", "doctor [--json]",
                "account EMAIL");
    }

    private int run(String... args) {
        return new CommandLine(new PrintStream(out), new PrintStream(err)).run(args);
    }
}
