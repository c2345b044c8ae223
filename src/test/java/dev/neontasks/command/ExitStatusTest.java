package dev.neontasks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.runtime.QuarkusBindException;

import dev.neontasks.environment.ConfigurationFault;

@Tag("parts")
class ExitStatusTest {

    @Test
    void aPortThatThisUserMayNotHave() {
        var denied = new QuarkusBindException("0.0.0.0", 80, new BindException("Permission denied"));
        assertThat(ExitStatus.of(notStarted(denied), 1)).isEqualTo(new ExitStatus(71, "cannot listen on port 80 of 0.0.0.0:"
                + " Permission denied; set HOST and PORT to what this machine and its user may use"));
    }

    @Test
    void thePortOfMetricsThatThisUserMayNotHave() {
        var denied = new IllegalStateException("Unable to start the management interface on 127.0.0.1:81",
                new BindException("Permission denied"));
        assertThat(ExitStatus.of(notStarted(denied), 1)).isEqualTo(new ExitStatus(71, "cannot listen on port 81 of 127.0.0.1:"
                + " Permission denied; set MANAGEMENT_HOST and MANAGEMENT_PORT to what this machine and its user may use"));
    }

    @Test
    void aVariableThatIsWrong() {
        assertThat(ExitStatus.of(new RuntimeException("Failed to start quarkus", new ConfigurationFault("PORT", "is none")), 1))
                .isEqualTo(new ExitStatus(78, "PORT: is none"));
    }

    @Test
    void anythingElse() {
        assertThat(ExitStatus.of(new IllegalStateException("no more"), 1))
                .isEqualTo(new ExitStatus(1, "cannot start: java.lang.IllegalStateException: no more"));
    }

    private static Throwable notStarted(Throwable cause) {
        return new RuntimeException("Failed to start quarkus",
                new RuntimeException("Unable to start HTTP server", new ExecutionException(cause)));
    }
}
