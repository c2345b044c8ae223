package dev.neontasks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

/** Nobody is let in before the start is done, and who came before is answered then. */
class NotStartedTest {

    @Test
    void whoCallsBeforeTheStartIsDoneWaits() throws Exception {
        var isStarted = new AtomicBoolean();
        try (var server = new TestServer(4, 2, isStarted::get)) {
            var early = server.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            early.setSoTimeout(300);
            assertThatThrownBy(() -> early.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            isStarted.set(true);
            early.setSoTimeout(10_000);
            assertThat(TestServer.read(early, "\r\n")).startsWith("HTTP/1.1 200");
        }
    }
}
