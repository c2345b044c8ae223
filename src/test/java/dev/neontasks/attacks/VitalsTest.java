package dev.neontasks.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

class VitalsTest {

    @Test
    void seeWhoWorksAndWhoDoesNot() throws IOException, InterruptedException {
        var idle = new ProcessBuilder("sleep", "60").start();
        var busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try (var ofIdle = new Vitals(idle.pid()); var ofBusy = new Vitals(busy.pid())) {
            assertThat(ofIdle.untilIdle(Duration.ofSeconds(5))).isPresent();
            assertThat(ofBusy.untilIdle(Duration.ofSeconds(1))).isEmpty();
        } finally {
            idle.destroy();
            busy.destroy();
        }
    }

    @Test
    void seeTheMemory() {
        assertThat(Vitals.resident(ProcessHandle.current().pid()).orElseThrow()).isBetween(30_000L, 8_000_000L);
        assertThat(Vitals.resident(Integer.MAX_VALUE)).isEmpty();
    }
}
